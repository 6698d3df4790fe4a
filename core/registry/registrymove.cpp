#include "registryprivate.h"
#include "registryrows.h"

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

/// Whom a row belongs to comes before it.
const QStringList &tables()
{
    static const QStringList all{u"hosts"_s, u"plans"_s, u"tenants"_s, u"requests"_s, u"instances"_s, u"tenant_hosts"_s,
        u"ports"_s, u"bindings"_s, u"bind_sessions"_s, u"operations"_s, u"journal"_s, u"audit"_s, u"sightings"_s,
        u"forgotten_hosts"_s, u"drains"_s, u"orders"_s, u"order_acts"_s, u"hand_offs"_s, u"lapses"_s, u"tenant_keys"_s};
    return all;
}

struct Column {
    QString name;
    bool isFlag = false;
};

Result<QList<Column>> columnsOf(Db &db, const QString &table)
{
    return db.all(u"select name, type from pragma_table_info('%1') order by cid"_s.arg(table), {}, [](Row &row) {
        const QString name = row.text();
        return Column{name, row.text() == "boolean"_L1};
    });
}

Result<qint64> copyTable(Db &from, Db &to, const QString &table)
{
    HERMES_ASSIGN(const QList<Column> columns, columnsOf(from, table));
    QStringList names;
    for (const Column &column : columns)
        names.append(column.name);
    const QString list = names.join(u", "_s);
    const QString insert
        = u"insert into %1 (%2) values (%3)"_s.arg(table, list, QStringList(names.size(), u"?"_s).join(u", "_s));
    Status copied;
    qint64 rows = 0;
    HERMES_TRY(from.each(u"select %1 from %2"_s.arg(list, table), {}, [&](Row &row) {
        QVariantList values;
        for (const Column &column : columns) {
            const QVariant value = row.value();
            values.append(column.isFlag ? QVariant(value.toBool()) : value);
        }
        if (!copied)
            return;
        ++rows;
        if (const auto done = to.exec(insert, values); !done)
            copied = tl::unexpected<Error>(done.error());
    }));
    HERMES_TRY(copied);
    // Numbers that the database gives go on after the last one.
    if (rows > 0 && (table == "operations"_L1 || table == "journal"_L1))
        HERMES_TRY(
            to.number(u"select setval(pg_get_serial_sequence('%1', 'id'), (select max(id) from %1))"_s.arg(table)));
    return rows;
}

Status stopWriting(Db &db, const QString &name)
{
    HERMES_TRY(db.write(u"insert into meta (key, value) values ('moved_to', ?)"_s, {name}));
    QStringList triggers;
    for (const QString &table : tables() + QStringList{u"workers"_s})
        for (const QString &act : {u"insert"_s, u"update"_s, u"delete"_s})
            triggers.append(u"create trigger moved_%1_%2 before %2 on %1 begin select raise(abort, 'this registry was "
                            u"moved'); end"_s.arg(table, act));
    return db.script(triggers);
}

} // namespace

Result<QString> Registry::movedTo()
{
    return d->read([](Db &db) { return metaValue(db, u"moved_to"_s); });
}

Result<Registry::Copied> Registry::moveTo(Registry &target, const QString &name, const Actor &actor)
{
    HERMES_ASSIGN(const QString own, platformUuid());
    HERMES_ASSIGN(const bool isWorked, hasLiveWorker());
    if (isWorked)
        return fail(ErrorKind::Conflict, translate("Registry", "A worker is at work on this registry"), {},
            translate("Registry", "Stop it, then move the registry and start it on the new one"));
    // First of all nobody writes here any more: two registries of one platform must never live.
    HERMES_TRY(d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const QString moved, metaValue(db, u"moved_to"_s));
        if (moved == name)
            return {};
        if (!moved.isEmpty())
            return fail(ErrorKind::Conflict, translate("Registry", "This registry was moved to %1").arg(moved), {},
                translate("Registry", "Use that one"));
        HERMES_ASSIGN(const Copied there, target.contents());
        if (there.rows > 0)
            return fail(ErrorKind::Conflict,
                translate("Registry", "%1 is a registry already, with hosts or tenants").arg(name), {},
                translate("Registry", "Give a database of its own, which is empty"));
        HERMES_TRY(d->writeAudit(db, actor, u"registry.move"_s, name, {}));
        return stopWriting(db, name);
    }));
    HERMES_ASSIGN(const auto from, d->connections->take());
    return target.d->write([&](Db &to) -> Result<Copied> {
        HERMES_ASSIGN(Copied done, target.contents());
        HERMES_ASSIGN(const QString theirs, metaValue(to, u"platform_uuid"_s));
        if (done.rows > 0 && theirs == own) {
            done.unchanged = true;
            return done;
        }
        if (done.rows > 0)
            return fail(ErrorKind::Conflict, translate("Registry", "%1 is another registry by now").arg(name), {},
                translate("Registry", "Empty that database, then do the same again: nothing is lost"));
        HERMES_TRY(to.exec(u"update meta set value = ? where key = 'platform_uuid'"_s, {own}));
        for (const QString &table : tables()) {
            HERMES_ASSIGN(const qint64 rows, copyTable(*from, to, table));
            done.rows += rows;
        }
        HERMES_ASSIGN(done.tenants, to.number(u"select count(*) from tenants where phase <> 'GONE'"_s));
        return done;
    });
}

Result<Registry::Copied> Registry::contents()
{
    return d->read([](Db &db) -> Result<Copied> {
        Copied found;
        for (const QString &table : {u"hosts"_s, u"tenants"_s}) {
            HERMES_ASSIGN(const qint64 rows, db.number(u"select count(*) from "_s + table));
            found.rows += rows;
        }
        HERMES_ASSIGN(found.tenants, db.number(u"select count(*) from tenants where phase <> 'GONE'"_s));
        return found;
    });
}

} // namespace hermes
