// static inline wrappers for SQLite's macros and variadics, nothing else.
#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift does not import: SQLite copies the bytes at once.
// Swift's empty buffers may have no address, which SQLite would take for NULL: they stay empty here.
static inline int sqlite3_shim_bind_text_copy(sqlite3_stmt *statement, int index, const char *text, int count) {
    return sqlite3_bind_text(statement, index, text ? text : "", count, SQLITE_TRANSIENT);
}

static inline int sqlite3_shim_bind_blob_copy(sqlite3_stmt *statement, int index, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, index, bytes ? bytes : "", count, SQLITE_TRANSIENT);
}

// sqlite3_db_config is variadic; every option used here takes one switch and reports nothing back.
static inline int sqlite3_shim_db_config_switch(sqlite3 *database, int option, int isOn) {
    return sqlite3_db_config(database, option, isOn, (int *)0);
}

// sqlite3_config is variadic too, and is heard only before SQLite's first use in the process.
static inline int sqlite3_shim_config_switch(int option, int isOn) { return sqlite3_config(option, isOn); }
