/* limits.h - every ceiling in one place; bytes unless said otherwise. */
#ifndef KEII_BASE_LIMITS_H
#define KEII_BASE_LIMITS_H

#define LIMIT_SOURCE ((size_t)64 << 20) /* one source file */
#define LIMIT_INFLATED LIMIT_SOURCE	/* all that one source unpacks to */
#define LIMIT_PACKED_DEPTH 6u		/* packings within packings */
#define LIMIT_MEMBERS 20000u		/* documents in one source */
#define LIMIT_FIELDS 500u		/* header fields of one document */
#define LIMIT_FIELD ((size_t)8 << 10)
#define LIMIT_MARKDOWN ((size_t)1 << 20) /* more is read as plain text */
#define LIMIT_LINE ((size_t)16 << 20)	 /* one line of JSON input */
#define LIMIT_TEXT ((size_t)2 << 20)	 /* one article's clean text */
#define LIMIT_SENTENCE ((size_t)8 << 10) /* longer ones are cut */
#define LIMIT_PACK_FILE ((size_t)32 << 20)
#define LIMIT_ARTICLES 2000u   /* in one source */
#define LIMIT_LINES 200000u    /* articles in one source of JSON lines */
#define LIMIT_MENTIONS 200000u /* of one kind in one article */
#define LIMIT_HTML_DEPTH 400u
#define LIMIT_HTML_NODES (1u << 20)
#define LIMIT_BLOCKS 50000u		    /* pieces of text of one page */
#define LIMIT_READ_SECONDS 60u		    /* CPU time to read one source */
#define LIMIT_READ_MEMORY ((size_t)2 << 30) /* of the process that reads */
#define LIMIT_ANSWER ((size_t)256 << 20)    /* its articles of one source */
#define LIMIT_OUTPUT ((size_t)1 << 30)	    /* one article's mentions as JSON */

#endif
