#include "migrations.h"

namespace hermes {

namespace {

Result<qint64> currentVersion(Db &db)
{
    return db.number(QStringLiteral("select max(version) from schema_migrations"));
}

} // namespace

Status migrate(Db &db, const QList<Migration> &migrations, qint64 nowMs)
{
    // Read first: whoever only opens a database that is there must neither lock it nor wake others.
    auto reached = currentVersion(db);
    if (!reached && reached.error().kind != ErrorKind::Network) {
        HERMES_TRY(db.inTransaction([&]() -> Status {
            HERMES_TRY(db.makeSchema());
            return db.script({QStringLiteral("create table if not exists schema_migrations"
                                             " (version bigint primary key, applied_at bigint not null)")});
        }));
        reached = currentVersion(db);
    }
    HERMES_ASSIGN(const qint64 found, reached);
    const int known = migrations.isEmpty() ? 0 : migrations.last().version;
    if (found > known)
        return fail(ErrorKind::Invalid,
            translate("Database",
                "The database was written by a newer version of this program (schema %1; this one knows %2)")
                .arg(found)
                .arg(known),
            {}, translate("Database", "Install the newer version"));
    for (const Migration &migration : migrations) {
        if (migration.version <= found)
            continue;
        HERMES_TRY(db.inTransaction([&]() -> Status {
            // Under the write lock another process's work is visible: it may have done this step while we waited.
            HERMES_ASSIGN(const qint64 now, currentVersion(db));
            if (now >= migration.version)
                return {};
            HERMES_TRY(db.script(migration.statements));
            HERMES_TRY(db.exec(QStringLiteral("insert into schema_migrations (version, applied_at) values (?, ?)"),
                {migration.version, nowMs}));
            return {};
        }));
    }
    return {};
}

} // namespace hermes
