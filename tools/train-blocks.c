/* train-blocks.c - trains the model that tells story from furniture.
 *
 *   KEII_PACKS=packs train-blocks LABELS OUT [name=value…]
 *
 * LABELS comes from tools/label-blocks.py. The first stage is trained for each
 * fold on the other folds; what it says of its own fold's pages makes the
 * second stage's features. OUT/block-trees.tsv is the pack's table, trained on
 * all pages; OUT/fold-K.tsv those that never saw fold K, to measure with. */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "boost.h"
#include "read/page.h"

#define FOLDS 5u

struct page_rows {
	struct html_view view;
	struct arena *arena;
	char *path;
	uint32_t fold, from; /* of the rows */
};

struct training {
	struct packs *packs;
	const struct cues *cues;
	struct arena *arena;
	struct {
		VEC_OF(struct page_rows);
	} pages;
	struct boost_data d;
	float *y, *weight;
	float *first, *start; /* what the first stage says: 0 to 1; its sum */
	uint32_t *page, *fold;
	bool *use, skip[FEATURE_COUNT];
	float doubt; /* pages with a larger wrong share aren't learnt from */
	struct boost_options options[STAGES];
	struct boost_model models[FOLDS + 1][STAGES];
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "train-blocks: %s: %s\n", name, what);
	exit(1);
}

static str file_bytes(struct arena *a, const char *name)
{
	FILE *in = fopen(name, "rb");
	struct buf b;
	char part[65536];
	size_t n;
	str s;

	if (!in)
		fail("can't be read", name);
	buf_init(&b, LIMIT_SOURCE);
	while ((n = fread(part, 1, sizeof(part), in)))
		buf_add(&b, (str){ part, n });
	fclose(in);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* ---- pages and labels */

static void look_at(struct training *t, struct page_rows *p)
{
	struct diags diags = { 0 };
	str bytes, text;

	p->arena = diags.arena = arena_new();
	bytes = file_bytes(p->arena, p->path);
	if (!source_utf8(p->arena, bytes, str_of(p->path), STR_NONE,
			 SOURCE_HTML, &text, &diags))
		fail("is no text", p->path);
	html_look(p->arena, t->cues, text, &p->view, &diags);
}

static void add_row(struct training *t, const struct page_rows *p, uint32_t k,
		    str cell)
{
	str label = str_token(&cell, ':');
	uint32_t i = t->d.n++;

	t->d.x[i] = p->view.features + (size_t)k * FEATURE_COUNT;
	t->y[i] = strtof(arena_z(t->arena, label), NULL);
	t->weight[i] = strtof(arena_z(t->arena, cell), NULL);
	t->page[i] = t->pages.n - 1;
	t->fold[i] = p->fold;
}

static void read_labels(struct training *t, const char *name)
{
	str all = file_bytes(t->arena, name), rest = all;
	size_t rows = 0;

	for (size_t i = 0; i < all.n; i++)
		rows += all.p[i] == ':';
	t->d.x = calloc(rows, sizeof(*t->d.x));
	t->d.y = t->y = calloc(rows, sizeof(float));
	t->d.weight = t->weight = calloc(rows, sizeof(float));
	t->d.page = t->page = calloc(rows, sizeof(uint32_t));
	t->fold = calloc(rows, sizeof(uint32_t));
	t->first = calloc(rows, sizeof(float));
	t->start = calloc(rows, sizeof(float));
	t->use = calloc(rows, sizeof(bool));
	while (rest.n) {
		str line = str_token(&rest, '\n'), path, fold;
		struct page_rows *p;
		uint32_t k = 0;

		path = str_token(&line, '\t');
		fold = str_token(&line, '\t');
		if (!line.n)
			continue;
		p = vec_add(t->arena, &t->pages);
		p->path = arena_z(t->arena, path);
		p->fold = (uint32_t)str_to_long(fold);
		p->from = t->d.n;
		look_at(t, p);
		while (line.n)
			add_row(t, p, k++, str_token(&line, ' '));
		if (k != p->view.blocks.n)
			fail("its blocks are others than those labelled",
			     p->path);
	}
}

/* The mean weight of a row is 1, of either class. */
static void balance(struct training *t)
{
	double sum = 0;
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->d.n; i++) {
		sum += (double)t->weight[i];
		n += t->weight[i] > 0;
	}
	for (uint32_t i = 0; i < t->d.n; i++)
		t->weight[i] = (float)((double)t->weight[i] * n / sum);
}

/* ---- training */

/* Rows outside the fold; FOLDS: all. */
static void train(struct training *t, uint32_t fold, unsigned stage)
{
	for (uint32_t i = 0; i < t->d.n; i++)
		t->use[i] = t->fold[i] != fold;
	t->d.features = stage ? FEATURE_COUNT : FIRST_STAGE;
	t->d.start = stage ? t->start : NULL;
	t->d.skip = t->skip;
	boost_train(&t->d, t->use, &t->options[stage], &t->models[fold][stage]);
}

static float of_page(const struct training *t, uint32_t k, float *weight)
{
	uint32_t to = k + 1 < t->pages.n ? t->pages.v[k + 1].from : t->d.n;
	float wrong = 0;

	*weight = 0;
	for (uint32_t i = t->pages.v[k].from; i < to; i++) {
		float sum = boost_sum(&t->models[t->fold[i]][0], t->d.x[i]);

		*weight += t->weight[i];
		if ((sum > 0) != (t->y[i] > .5f))
			wrong += t->weight[i];
	}
	return wrong;
}

/* Annotators left out half of some stories, and scripts fill some pages: where
 * the models of other sites agree with little of what is said, nothing can be
 * learnt but noise. */
static void drop_doubtful(struct training *t)
{
	for (uint32_t k = 0; k < t->pages.n; k++) {
		uint32_t to =
			k + 1 < t->pages.n ? t->pages.v[k + 1].from : t->d.n;
		float weight, wrong = of_page(t, k, &weight);

		if (wrong <= t->doubt * weight)
			continue;
		printf("left out: %.2f wrong: %s\n", (double)(wrong / weight),
		       t->pages.v[k].path);
		for (uint32_t i = t->pages.v[k].from; i < to; i++)
			t->weight[i] = 0;
	}
}

static void second_features(struct training *t)
{
	for (uint32_t i = 0; i < t->d.n; i++) {
		t->start[i] = boost_sum(&t->models[t->fold[i]][0], t->d.x[i]);
		t->first[i] = logistic(t->start[i]);
	}
	for (uint32_t k = 0; k < t->pages.n; k++) {
		struct page_rows *p = &t->pages.v[k];

		html_second_features(p->arena, &p->view, t->first + p->from);
	}
}

/* Loss and share of wrong rows by weight, each fold by the model that never
 * saw it. */
static void report(const struct training *t, unsigned stage)
{
	double loss = 0, wrong = 0, weight = 0;

	for (uint32_t i = 0; i < t->d.n; i++) {
		float p = logistic(
			boost_sum(&t->models[t->fold[i]][stage], t->d.x[i]) +
			(stage ? t->start[i] : 0));
		double w = (double)t->weight[i];
		double q = t->y[i] > .5f ? (double)p : 1 - (double)p;

		loss -= w * log(q > 1e-6 ? q : 1e-6);
		wrong += w * (q < .5);
		weight += w;
	}
	printf("stage %u: loss %.4f, wrong %.4f\n", stage + 1, loss / weight,
	       wrong / weight);
}

/* ---- the table */

static void put_number(FILE *out, float v)
{
	char text[64];

	/* no exponents: the reader knows none */
	if (fabsf(v) >= 1000)
		snprintf(text, sizeof(text), "%.0f", (double)v);
	else if (fabsf(v) >= 10)
		snprintf(text, sizeof(text), "%.2f", (double)v);
	else
		snprintf(text, sizeof(text), "%.4f", (double)v);
	if (strchr(text, '.'))
		for (size_t n = strlen(text);
		     text[n - 1] == '0' || text[n - 1] == '.'; n--) {
			bool point = text[n - 1] == '.';

			text[n - 1] = '\0';
			if (point)
				break;
		}
	fputs(strcmp(text, "-0") == 0 ? "0" : text, out);
}

static void put_model(const struct training *t, uint32_t fold, const char *dir,
		      const char *name)
{
	str path = arena_printf(t->arena, "%s/%s", dir, name);
	FILE *out = fopen(path.p, "w");

	if (!out)
		fail("can't be written", path.p);
	fputs("# Which blocks of an HTML page are its story: boosted trees, "
	      "one a row, trained by\n# tools/train-blocks on annotated pages "
	      "of news sites. See src/read/html_model.c.\nstage\ttree\n",
	      out);
	for (unsigned s = 0; s < STAGES; s++)
		for (uint32_t i = 0;
		     t->options[s].trees && i < t->models[fold][s].n; i++) {
			const struct boost_tree *x =
				&t->models[fold][s].trees[i];

			fprintf(out, "%u\t", s + 1);
			for (uint32_t k = 0; k < x->n; k++) {
				const struct tree_node *node = &x->nodes[k];

				if (k)
					putc(' ', out);
				if (node->feature != UINT16_MAX)
					fputs(feature_name(node->feature), out);
				putc(node->feature == UINT16_MAX ? '=' : '<',
				     out);
				put_number(out, node->at);
			}
			putc('\n', out);
		}
	fclose(out);
}

/* How much each feature is split on, most first: for whoever tunes. */
static void put_use(const struct training *t)
{
	uint32_t used[FEATURE_COUNT] = { 0 };

	for (unsigned s = 0; s < STAGES; s++)
		for (uint32_t i = 0; i < t->models[FOLDS][s].n; i++) {
			const struct boost_tree *x =
				&t->models[FOLDS][s].trees[i];

			for (uint32_t k = 0; k < x->n; k++)
				if (x->nodes[k].feature != UINT16_MAX)
					used[x->nodes[k].feature]++;
		}
	for (;;) {
		uint32_t best = 0;

		for (uint32_t f = 1; f < FEATURE_COUNT; f++)
			if (used[f] > used[best])
				best = f;
		if (!used[best])
			break;
		printf("%s %u  ", feature_name(best), used[best]);
		used[best] = 0;
	}
	putchar('\n');
}

/* Features, with commas between, that no tree is split on. */
static void leave_out(struct training *t, str list)
{
	while (list.n) {
		int f = feature_by_name(str_token(&list, ','));

		if (f >= 0)
			t->skip[f] = true;
	}
}

static void set_option(struct training *t, str setting)
{
	str name = str_token(&setting, '=');
	float v = strtof(arena_z(t->arena, setting), NULL);

	if (str_is(name, "doubt"))
		t->doubt = v;
	if (str_is(name, "without"))
		leave_out(t, setting);
	for (unsigned s = 0; s < STAGES; s++) {
		struct boost_options *o = &t->options[s];

		if (str_is(name, s ? "trees2" : "trees1"))
			o->trees = (uint32_t)v;
		else if (str_is(name, s ? "leaves2" : "leaves1"))
			o->leaves = (uint32_t)v;
		else if (str_is(name, s ? "rate2" : "rate1"))
			o->rate = v;
		else if (str_is(name, "least"))
			o->least = (uint32_t)v;
		else if (str_is(name, "models"))
			o->models = (uint32_t)v;
		else if (str_is(name, "lambda"))
			o->lambda = v;
		else if (str_is(name, "columns"))
			o->columns = v;
		else if (str_is(name, "rows"))
			o->rows = v;
		else if (str_is(name, "seed"))
			o->seed = (uint64_t)v;
	}
}

int main(int argc, char **argv)
{
	struct training t = { .arena = arena_new(), .doubt = .35f };
	struct diags diags = { .arena = t.arena };
	struct err e = ERR_INIT;

	if (argc < 3)
		fail("LABELS OUT", "usage");
	for (unsigned s = 0; s < STAGES; s++)
		t.options[s] = (struct boost_options){
			.trees = s ? 0 : 240, /* a second hasn't paid */
			.leaves = s ? 12 : 20,
			.least = 20,
			.rate = s ? .07f : .04f,
			.lambda = 2,
			.rows = .7f,
			.columns = .4f,
			.seed = 20 + s,
		};
	/* these know a site, or a page, again */
	leave_out(&t, STR("page_blocks,page_text,page_articles,root_share,"
			  "root_link"));
	for (int i = 3; i < argc; i++)
		set_option(&t, str_of(argv[i]));
	t.packs = packs_load(STR_NONE, &diags, &e);
	if (!t.packs)
		fail(e.text, "packs");
	t.cues = cues_in(t.arena, t.packs);
	read_labels(&t, argv[1]);
	balance(&t);
	printf("%u pages, %u blocks\n", t.pages.n, t.d.n);
	for (uint32_t fold = 0; fold <= FOLDS; fold++)
		train(&t, fold, 0);
	report(&t, 0);
	drop_doubtful(&t);
	for (uint32_t fold = 0; fold <= FOLDS; fold++)
		train(&t, fold, 0);
	report(&t, 0);
	second_features(&t);
	for (uint32_t fold = 0; fold <= FOLDS; fold++)
		train(&t, fold, 1);
	report(&t, 1);
	put_model(&t, FOLDS, argv[2], "block-trees.tsv");
	for (uint32_t fold = 0; fold < FOLDS; fold++)
		put_model(&t, fold, argv[2],
			  arena_printf(t.arena, "fold-%u.tsv", fold).p);
	put_use(&t);
	return 0;
}
