#pragma once

#include "result.h"

namespace hermes {

/// What a person should read about a failed statement. `nativeCode` is QSqlError::nativeErrorCode() of QSQLITE: an
/// extended result code (sqlite.org/rescode.html). Branches on the code alone, never on the text.
[[nodiscard]] Error databaseError(const QString &database, const QString &nativeCode, const QString &text);

/// The same for PostgreSQL: `code` is an SQLSTATE, empty where the link broke; `isOpen`: the connection still stands.
[[nodiscard]] Error postgresError(const QString &database, const QString &code, const QString &text, bool isOpen);
/// Neither a link nor a login.
[[nodiscard]] Error cannotConnect(const QString &database, const QString &text);

} // namespace hermes
