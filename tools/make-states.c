/* make-states.c - writes packs/world/states.tsv: the names of all states and
 * territories in English, Japanese, Ukrainian and Russian, with their ISO
 * 3166-1 alpha-3 codes, as ICU (Unicode CLDR) knows them.
 *
 *   cc -o make-states tools/make-states.c $(pkg-config --cflags --libs
 * icu-i18n)
 *   ./make-states >packs/world/states.tsv
 *
 * What CLDR does not say (adjectives, one-letter forms, other spellings) stands
 * in packs/world/state-words.tsv and is written by hand. */
#include <stdio.h>
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/uregion.h>
#include <unicode/ustring.h>

static const char *const langs[] = { "en", "ja", "uk", "ru" };

static void name_in(const char *lang, const char *region, char *out, int room)
{
	UErrorCode e = U_ZERO_ERROR;
	UChar name[200];
	ULocaleDisplayNames *n = uldn_open(lang, ULDN_STANDARD_NAMES, &e);
	int32_t length = uldn_regionDisplayName(n, region, name, 200, &e);

	u_strToUTF8(out, room, NULL, name, length, &e);
	uldn_close(n);
}

static void write_state(const char *region)
{
	char locale[8], name[400];
	const char *iso3;

	snprintf(locale, sizeof(locale), "und_%s", region);
	iso3 = uloc_getISO3Country(locale);
	if (strlen(region) != 2 || strlen(iso3) != 3)
		return;
	printf("s.%s\t%s", iso3, iso3);
	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++) {
		name_in(langs[i], region, name, sizeof(name));
		printf("\t%s", name);
	}
	printf("\n");
}

int main(void)
{
	UErrorCode e = U_ZERO_ERROR;
	UEnumeration *all = uregion_getAvailable(URGN_TERRITORY, &e);
	const char *region;

	printf("# Made by tools/make-states.c from Unicode CLDR (Unicode "
	       "licence, see NOTICE).\nid\tcode\ten\tja\tuk\tru\n");
	while ((region = uenum_next(all, NULL, &e)) != NULL)
		write_state(region);
	uenum_close(all);
	return U_FAILURE(e);
}
