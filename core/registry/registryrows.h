#pragma once

#include "db.h"
#include "model.h"

namespace hermes {

/// Column lists of the registry's tables and what reads a row selected with them.
extern const QString hostColumns;
extern const QString tenantColumns;
extern const QString sessionColumns;
extern const QString bindingColumns;
extern const QString journalColumns;
extern const QString operationColumns;

[[nodiscard]] Tier readTier(Row &row);
[[nodiscard]] Host readHost(Row &row);
[[nodiscard]] Tenant readTenant(Row &row);
[[nodiscard]] BindSession readSession(Row &row);
[[nodiscard]] Binding readBinding(Row &row);
[[nodiscard]] JournalRow readJournal(Row &row);
[[nodiscard]] Operation readOperation(Row &row);
/// Where the port of that purpose is kept; null for one that is not known.
[[nodiscard]] quint16 *portOf(Ports &ports, const QString &purpose);
/// purpose, port
void readPort(Row &row, Ports &ports);

[[nodiscard]] QString conditionsToJson(const QList<Condition> &conditions);
[[nodiscard]] QList<Condition> conditionsFromJson(const QString &json);

/// What `meta` has under this name; empty where it has nothing.
[[nodiscard]] Result<QString> metaValue(Db &db, const QString &key);

} // namespace hermes
