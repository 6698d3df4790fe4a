#pragma once

#include "migrations.h"

namespace hermes {

/// The registry's schema, for SQLite and PostgreSQL alike but for the type of generated ids (`generatedId`). Times are
/// bigint milliseconds, 0 "never"; a text that is not there is ''. No table holds a secret, but for bind_sessions while
/// a login is under way.
[[nodiscard]] QList<Migration> registryMigrations(const QString &generatedId);

} // namespace hermes
