#pragma once

#include <sqlite3.h>

// Swift cannot import a macro that casts an integer to a function pointer.
static inline sqlite3_destructor_type support_sqlite_transient(void) {
    return SQLITE_TRANSIENT;
}

// Swift cannot call variadic functions; every switch we set takes one int.
static inline int support_sqlite_configure_library(int option, int value) {
    return sqlite3_config(option, value);
}

static inline int support_sqlite_configure(sqlite3 *database, int option, int value) {
    return sqlite3_db_config(database, option, value, (int *)0);
}
