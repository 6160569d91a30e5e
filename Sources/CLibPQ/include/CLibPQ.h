// libpq, loaded when the first connection asks for it. With it come Kerberos, LDAP and two TLS libraries, some thirty in all: half of what
// it costs to start a process that may never talk to PostgreSQL.
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

// Loads the library of that file name and binds the functions below to it. Returns NULL, or why it cannot be; nothing may be called then.
const char *libpq_load(const char *file);
