#pragma once

#include "db.h"

namespace hermes {

/// One step of a schema: the statements that lead from `version` - 1 to `version`.
struct Migration {
    int version = 0;
    QStringList statements;
};

/// Brings the schema to the last of `migrations` (ascending versions), each in one transaction, also when several
/// processes start at once. Invalid if the database was written by a newer program.
[[nodiscard]] Status migrate(Db &db, const QList<Migration> &migrations, qint64 nowMs);

} // namespace hermes
