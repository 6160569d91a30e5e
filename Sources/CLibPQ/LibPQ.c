#include "CLibPQ.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// Every function that is used: result, name, parameters, and the same as arguments.
#define FUNCTIONS(F) \
  F(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expand), (keywords, values, expand)) \
  F(PostgresPollingStatusType, PQconnectPoll, (PGconn *connection), (connection)) \
  F(ConnStatusType, PQstatus, (const PGconn *connection), (connection)) \
  F(int, PQsocket, (const PGconn *connection), (connection)) \
  F(char *, PQerrorMessage, (const PGconn *connection), (connection)) \
  F(PGVerbosity, PQsetErrorVerbosity, (PGconn *connection, PGVerbosity verbosity), (connection, verbosity)) \
  F(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *connection, PQnoticeProcessor processor, void *context), \
    (connection, processor, context)) \
  F(PQconninfoOption *, PQconninfo, (PGconn *connection), (connection)) \
  F(PQconninfoOption *, PQconninfoParse, (const char *text, char **message), (text, message)) \
  F(void, PQconninfoFree, (PQconninfoOption *options), (options)) \
  F(void, PQfinish, (PGconn *connection), (connection)) \
  F(PGcancel *, PQgetCancel, (PGconn *connection), (connection)) \
  F(int, PQcancel, (PGcancel *cancel, char *message, int size), (cancel, message, size)) \
  F(void, PQfreeCancel, (PGcancel *cancel), (cancel)) \
  F(int, PQsendQuery, (PGconn *connection, const char *text), (connection, text)) \
  F(int, PQsendQueryParams, \
    (PGconn *connection, const char *text, int count, const Oid *types, const char *const *values, const int *lengths, \
     const int *formats, int format), \
    (connection, text, count, types, values, lengths, formats, format)) \
  F(int, PQisBusy, (PGconn *connection), (connection)) \
  F(int, PQconsumeInput, (PGconn *connection), (connection)) \
  F(PGresult *, PQgetResult, (PGconn *connection), (connection)) \
  F(int, PQgetCopyData, (PGconn *connection, char **buffer, int async), (connection, buffer, async)) \
  F(void, PQfreemem, (void *memory), (memory)) \
  F(ExecStatusType, PQresultStatus, (const PGresult *result), (result)) \
  F(char *, PQresultErrorField, (const PGresult *result, int field), (result, field)) \
  F(char *, PQcmdTuples, (PGresult *result), (result)) \
  F(int, PQntuples, (const PGresult *result), (result)) \
  F(int, PQnfields, (const PGresult *result), (result)) \
  F(char *, PQfname, (const PGresult *result, int column), (result, column)) \
  F(int, PQgetisnull, (const PGresult *result, int row, int column), (result, row, column)) \
  F(char *, PQgetvalue, (const PGresult *result, int row, int column), (result, row, column)) \
  F(void, PQclear, (PGresult *result), (result)) \
  F(int, PQlibVersion, (void), ())

#define POINTER(result, name, parameters, arguments) static result(*library_##name) parameters;
FUNCTIONS(POINTER)

#define CALL(result, name, parameters, arguments) \
  result name parameters { return library_##name arguments; }
FUNCTIONS(CALL)

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;

const char *libpq_load(const char *file) {
  pthread_mutex_lock(&loading);
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  const char *problem = library ? NULL : dlerror();
#define BIND(result, name, parameters, arguments) \
  if (!problem && !library_##name && !(library_##name = (result(*) parameters)dlsym(library, #name))) problem = dlerror();
  FUNCTIONS(BIND)
  pthread_mutex_unlock(&loading);
  return problem;
}
