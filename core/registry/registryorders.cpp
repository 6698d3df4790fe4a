#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

#include <QJsonDocument>

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString orderColumns
    = u"id, subscription, facts, wechat, delivered_at, settled_at, settled_as, changed_at, changed_by, row_version"_s;
const QString cursorKey = u"platform_cursor"_s;
const QString lookKey = u"platform_look"_s;

Registry::OrderRecord readOrder(Row &row)
{
    Registry::OrderRecord record;
    record.id = row.text();
    record.subscription = row.text();
    record.facts = row.text();
    record.wechat = row.text();
    record.deliveredAt = row.integer();
    record.settledAt = row.integer();
    record.settledAs = row.text();
    record.changedAt = row.integer();
    record.changedBy = row.text();
    record.rowVersion = row.integer();
    return record;
}

Status storeOrder(Db &db, const Registry::OrderRecord &record)
{
    return db.write(
        u"insert into orders (%1) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set subscription "
        "= excluded.subscription, facts = excluded.facts, wechat = excluded.wechat, delivered_at = "
        "excluded.delivered_at, settled_at = excluded.settled_at, settled_as = excluded.settled_as, changed_at = "
        "excluded.changed_at, changed_by = "
        "excluded.changed_by, row_version = excluded.row_version"_s.arg(orderColumns),
        {record.id, record.subscription, record.facts, record.wechat, record.deliveredAt, record.settledAt,
            record.settledAs, record.changedAt, record.changedBy, record.rowVersion});
}

Result<std::optional<Registry::OrderRecord>> orderOf(Db &db, const QString &id)
{
    return db.first(u"select %1 from orders where id = ?"_s.arg(orderColumns), {id}, readOrder);
}

Status setMeta(Db &db, const QString &key, const QString &value)
{
    return db.write(u"insert into meta (key, value) values (?, ?) on conflict (key) do update set value = "
                    "excluded.value"_s,
        {key, value});
}

} // namespace

Result<int> Registry::noteOrders(const QList<OrderRecord> &seen)
{
    if (seen.isEmpty())
        return 0;
    return d->write([&](Db &db) -> Result<int> {
        int changed = 0;
        QVariantList ids;
        for (const OrderRecord &one : seen)
            ids.append(one.id);
        // Few different lengths, so that few statements are kept prepared; the last id fills up.
        while ((ids.size() & (ids.size() - 1)) != 0)
            ids.append(ids.last());
        HERMES_ASSIGN(const auto known,
            db.all(
                u"select %1 from orders where id in %2"_s.arg(orderColumns, placeholders(ids.size())), ids, readOrder));
        for (const OrderRecord &one : seen) {
            const auto before = std::find_if(
                known.begin(), known.end(), [&](const OrderRecord &record) { return record.id == one.id; });
            if (before != known.end() && before->facts == one.facts)
                continue;
            OrderRecord next = before == known.end() ? one : *before;
            next.subscription = one.subscription;
            next.facts = one.facts;
            next.changedAt = d->clock.wallMs();
            next.changedBy = u"platform"_s;
            next.rowVersion += 1;
            HERMES_TRY(storeOrder(db, next));
            ++changed;
        }
        return changed;
    });
}

Result<QList<Registry::OrderRecord>> Registry::orderRecords()
{
    return d->ask(
        [](Db &db) { return db.all(u"select %1 from orders order by id"_s.arg(orderColumns), {}, readOrder); });
}

Status Registry::noteDelivered(const QString &orderId, qint64 at)
{
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(
            db.write(u"update orders set delivered_at = ?, row_version = row_version + 1 where id = ? and delivered_at "
                     "= 0"_s,
                {at, orderId}));
        return {};
    });
}

Status Registry::noteWechat(const QString &orderId, const QString &answer)
{
    return d->write([&](Db &db) -> Status {
        HERMES_TRY(
            db.write(u"update orders set wechat = ?, row_version = row_version + 1 where id = ? and wechat <> ?"_s,
                {answer, orderId, answer}));
        return {};
    });
}

Status Registry::forgetOrders(const QStringList &ids)
{
    return d->write([&](Db &db) -> Status {
        for (const QString &id : ids)
            HERMES_TRY(db.write(u"delete from orders where id = ?"_s, {id}));
        return {};
    });
}

Result<Registry::OrderActed> Registry::actOnOrder(const OrderAct &act, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<OrderActed> {
        HERMES_ASSIGN(const auto found, orderOf(db, act.id));
        if (!found)
            return fail(ErrorKind::NotFound, translate("Registry", "There is no record of order %1").arg(act.id), {},
                translate("Registry", "Reload: it may have been settled meanwhile"));
        HERMES_ASSIGN(const qint64 done, db.number(u"select count(*) from order_acts where key = ?"_s, {act.key}));
        if (done > 0)
            return OrderActed{*found, true};
        if (act.rowVersion >= 0 && act.rowVersion != found->rowVersion)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Order %1 was changed by %2, %3 ago")
                    .arg(act.id, found->changedBy, ageText(d->clock.wallMs() - found->changedAt)),
                {}, translate("Registry", "Reload it and look again before you act"));
        if (act.handOff) {
            HERMES_ASSIGN(const bool isAltered, d->changeHandOff(db, act));
            if (!isAltered && !act.change)
                return OrderActed{*found, true};
        }
        if (!act.pauses.isEmpty())
            HERMES_TRY(d->pauseForLapse(db, act.pauses, actor));
        OrderRecord next = *found;
        if (act.change)
            act.change(next);
        next.changedAt = d->clock.wallMs();
        next.changedBy = actor.name;
        next.rowVersion += 1;
        HERMES_TRY(storeOrder(db, next));
        HERMES_TRY(db.write(u"insert into order_acts (key, order_id, at, actor, verb) values (?, ?, ?, ?, ?)"_s,
            {act.key, act.id, next.changedAt, next.changedBy, act.verb}));
        HERMES_TRY(d->writeAudit(db, actor, act.verb, act.id, act.detail));
        return OrderActed{next, false};
    });
}

Result<bool> Registry::isOrderActKnown(const QString &key)
{
    return d->ask([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const qint64 count, db.number(u"select count(*) from order_acts where key = ?"_s, {key}));
        return count > 0;
    });
}

Result<QHash<QString, Ports>> Registry::portsOfAll()
{
    return d->ask([](Db &db) -> Result<QHash<QString, Ports>> {
        QHash<QString, Ports> all;
        HERMES_TRY(db.each(u"select tenant_id, purpose, port from ports where free_after = 0"_s, {}, [&](Row &row) {
            const QString tenant = row.text();
            readPort(row, all[tenant]);
        }));
        return all;
    });
}

Result<qint64> Registry::platformCursor()
{
    return d->ask([](Db &db) -> Result<qint64> {
        HERMES_ASSIGN(const QString value, metaValue(db, cursorKey));
        return value.toLongLong();
    });
}

Status Registry::setPlatformCursor(qint64 ms)
{
    return d->write([&](Db &db) { return setMeta(db, cursorKey, QString::number(ms)); });
}

Result<Registry::PlatformLook> Registry::platformLook()
{
    return d->ask([](Db &db) -> Result<PlatformLook> {
        HERMES_ASSIGN(const QString value, metaValue(db, lookKey));
        const QJsonObject json = QJsonDocument::fromJson(value.toUtf8()).object();
        PlatformLook look;
        look.lookedAt = json[u"lookedAt"_s].toInteger();
        look.readAt = json[u"readAt"_s].toInteger();
        look.trouble = {ErrorKind(json[u"kind"_s].toInt()), json[u"message"_s].toString(), json[u"detail"_s].toString(),
            json[u"hint"_s].toString()};
        return look;
    });
}

Status Registry::notePlatformLook(const PlatformLook &look)
{
    const QJsonObject json{{u"lookedAt"_s, look.lookedAt}, {u"readAt"_s, look.readAt},
        {u"kind"_s, int(look.trouble.kind)}, {u"message"_s, look.trouble.message}, {u"detail"_s, look.trouble.detail},
        {u"hint"_s, look.trouble.hint}};
    return d->write([&](Db &db) {
        return setMeta(db, lookKey, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    });
}

Result<bool> Registry::Private::pauseForLapse(Db &db, const QString &tenantId, const Actor &actor)
{
    HERMES_ASSIGN(const Tenant tenant, tenantToChange(db, tenantId, -1));
    if (tenant.presence != Presence::Present)
        return false;
    HERMES_TRY(changePresence(db, tenant, Presence::Paused, u"lapse"_s, actor));
    HERMES_TRY(db.write(u"insert into lapses (tenant_id, at) values (?, ?)"_s, {tenant.id, clock.wallMs()}));
    return true;
}

Result<bool> Registry::pauseForLapse(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) { return d->pauseForLapse(db, tenantId, actor); });
}

Result<bool> Registry::resumeFromLapse(const QString &tenantId, const Actor &actor)
{
    return d->write([&](Db &db) -> Result<bool> {
        HERMES_ASSIGN(const Tenant tenant, d->tenantToChange(db, tenantId, -1));
        HERMES_ASSIGN(const qint64 lapsed, db.number(u"select count(*) from lapses where tenant_id = ?"_s, {tenantId}));
        if (lapsed == 0 || tenant.presence != Presence::Paused)
            return false;
        HERMES_TRY(d->changePresence(db, tenant, Presence::Present, u"reactivate"_s, actor));
        return true;
    });
}

Result<QStringList> Registry::lapsedTenants()
{
    return d->ask([](Db &db) -> Result<QStringList> {
        HERMES_ASSIGN(const auto ids,
            db.all(u"select tenant_id from lapses order by tenant_id"_s, {}, [](Row &row) { return row.text(); }));
        return QStringList(ids);
    });
}

} // namespace hermes
