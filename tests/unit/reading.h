/* reading.h - what the tests of the stages read with: the shipped packs, a
 * reader, a tagger; made for each test and freed behind it. */
#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

#include <check.h>

#include "extract/job.h"

static struct packs *packs;
static struct reader *reader;
static struct arena *arena;
static struct tagger *tagger;

static void setup(void)
{
	struct diags diags = { 0 };
	struct err e = ERR_INIT;

	arena = arena_new();
	packs = packs_load(STR(TEST_PACKS), &diags, &e);
	ck_assert_ptr_nonnull(packs);
	reader = reader_new(packs, &diags);
	tagger = tagger_new(&e);
}

static void teardown(void)
{
	tagger_free(&tagger);
	reader_free(&reader);
	packs_free(&packs);
	arena_free(&arena);
}

#endif
