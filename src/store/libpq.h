/* libpq.h - PostgreSQL's library, opened by who opens a dossier in a
 * database (base/late.h). */
#ifndef KEII_STORE_LIBPQ_H
#define KEII_STORE_LIBPQ_H

#include <libpq-fe.h>

#include "base/late.h"

#define LIBPQ_FUNCTIONS(X)                                                     \
	X(PQclear)                                                             \
	X(PQcmdStatus)                                                         \
	X(PQconnectdbParams)                                                   \
	X(PQconninfoFree)                                                      \
	X(PQconninfoParse)                                                     \
	X(PQdescribePrepared)                                                  \
	X(PQenterPipelineMode)                                                 \
	X(PQerrorMessage)                                                      \
	X(PQescapeIdentifier)                                                  \
	X(PQexec)                                                              \
	X(PQexecParams)                                                        \
	X(PQexecPrepared)                                                      \
	X(PQexitPipelineMode)                                                  \
	X(PQfinish)                                                            \
	X(PQfreemem)                                                           \
	X(PQgetResult)                                                         \
	X(PQgetisnull)                                                         \
	X(PQgetlength)                                                         \
	X(PQgetvalue)                                                          \
	X(PQnparams)                                                           \
	X(PQntuples)                                                           \
	X(PQparamtype)                                                         \
	X(PQpipelineSync)                                                      \
	X(PQprepare)                                                           \
	X(PQputCopyData)                                                       \
	X(PQputCopyEnd)                                                        \
	X(PQreset)                                                             \
	X(PQresultErrorField)                                                  \
	X(PQresultStatus)                                                      \
	X(PQsendQueryPrepared)                                                 \
	X(PQserverVersion)                                                     \
	X(PQsetNoticeProcessor)                                                \
	X(PQstatus)                                                            \
	X(PQtransactionStatus)

struct libpq {
	LIBPQ_FUNCTIONS(LATE_MEMBER)
};
extern struct libpq libpq;

/* Before the first call, also before the process gives up its files. */
int libpq_open(struct err *e);

#define PQclear (libpq.late_PQclear)
#define PQcmdStatus (libpq.late_PQcmdStatus)
#define PQconnectdbParams (libpq.late_PQconnectdbParams)
#define PQconninfoFree (libpq.late_PQconninfoFree)
#define PQconninfoParse (libpq.late_PQconninfoParse)
#define PQdescribePrepared (libpq.late_PQdescribePrepared)
#define PQenterPipelineMode (libpq.late_PQenterPipelineMode)
#define PQerrorMessage (libpq.late_PQerrorMessage)
#define PQescapeIdentifier (libpq.late_PQescapeIdentifier)
#define PQexec (libpq.late_PQexec)
#define PQexecParams (libpq.late_PQexecParams)
#define PQexecPrepared (libpq.late_PQexecPrepared)
#define PQexitPipelineMode (libpq.late_PQexitPipelineMode)
#define PQfinish (libpq.late_PQfinish)
#define PQfreemem (libpq.late_PQfreemem)
#define PQgetResult (libpq.late_PQgetResult)
#define PQgetisnull (libpq.late_PQgetisnull)
#define PQgetlength (libpq.late_PQgetlength)
#define PQgetvalue (libpq.late_PQgetvalue)
#define PQnparams (libpq.late_PQnparams)
#define PQntuples (libpq.late_PQntuples)
#define PQparamtype (libpq.late_PQparamtype)
#define PQpipelineSync (libpq.late_PQpipelineSync)
#define PQprepare (libpq.late_PQprepare)
#define PQputCopyData (libpq.late_PQputCopyData)
#define PQputCopyEnd (libpq.late_PQputCopyEnd)
#define PQreset (libpq.late_PQreset)
#define PQresultErrorField (libpq.late_PQresultErrorField)
#define PQresultStatus (libpq.late_PQresultStatus)
#define PQsendQueryPrepared (libpq.late_PQsendQueryPrepared)
#define PQserverVersion (libpq.late_PQserverVersion)
#define PQsetNoticeProcessor (libpq.late_PQsetNoticeProcessor)
#define PQstatus (libpq.late_PQstatus)
#define PQtransactionStatus (libpq.late_PQtransactionStatus)

#endif
