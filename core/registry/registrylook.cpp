#include "registryprivate.h"
#include "registryrows.h"
#include "sqltext.h"

/// How tenants are read: each answer is of one state, and one round trip to a server.
namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString isLive = u"phase <> 'GONE'"_s;
const QString isLiveOfName = u"phase <> 'GONE' and name = ?"_s;
const QString isOfId = u"id = ?"_s;

tl::unexpected<Error> noSuchTenant(const QString &what)
{
    return fail(ErrorKind::NotFound, translate("Registry", "There is no tenant '%1'").arg(what), {},
        translate("Registry", "`list` names them; `provision` makes one"));
}

/// What tenant_hosts says of tenants: every host not seen empty since, but the present one; those seen empty lately;
/// those where a home is left.
class PastHosts {
public:
    explicit PastHosts(qint64 nowMs)
        : m_since(nowMs - lateMs)
    { }
    /// `where`, with `values`, says of which tenants; all where it is empty.
    [[nodiscard]] Query query(const QString &where, const QVariantList &values)
    {
        QString sql
            = u"select tenant_id, host_id, cleared_at = 0, home_left from tenant_hosts where (cleared_at = 0 or home_left or cleared_at > ?)"_s;
        if (!where.isEmpty())
            sql += u" and tenant_id in (select id from tenants where "_s + where + u')';
        return {sql + u" order by tenant_id, since, host_id"_s, QVariantList{m_since} + values,
            [this](Row &row) { take(row); }};
    }
    void addTo(Tenant &tenant) const
    {
        const auto other = [&](const QHash<QString, QStringList> &hosts) {
            QStringList ids = hosts.value(tenant.id);
            ids.removeAll(tenant.hostId);
            return ids;
        };
        tenant.pastHostIds = other(m_past);
        tenant.emptiedHostIds = other(m_emptied);
        tenant.leftHomeHostIds = other(m_homes);
    }

private:
    static constexpr qint64 lateMs = 600'000;
    void take(Row &row)
    {
        const QString tenantId = row.text();
        const QString hostId = row.text();
        const bool isPast = row.flag();
        const bool hasHome = row.flag();
        if (isPast)
            m_past[tenantId].append(hostId);
        if (hasHome)
            m_homes[tenantId].append(hostId);
        if (!isPast && !hasHome)
            m_emptied[tenantId].append(hostId);
    }

    const qint64 m_since;
    QHash<QString, QStringList> m_past;
    QHash<QString, QStringList> m_emptied;
    QHash<QString, QStringList> m_homes;
};

Query tenantsWhere(const QString &where, const QVariantList &values, QList<Tenant> &found)
{
    return {u"select "_s + tenantColumns + u" from tenants where "_s + where + u" order by name"_s, values,
        [&found](Row &row) { found.append(readTenant(row)); }};
}

Result<QList<Tenant>> tenantsOf(Db &db, const QString &where, const QVariantList &values, qint64 nowMs)
{
    QList<Tenant> found;
    PastHosts past(nowMs);
    HERMES_TRY(db.each({tenantsWhere(where, values, found), past.query(values.isEmpty() ? QString() : where, values)}));
    for (Tenant &tenant : found)
        past.addTo(tenant);
    return found;
}

Result<Tenant> oneTenant(Db &db, const QString &where, const QString &value, qint64 nowMs)
{
    HERMES_ASSIGN(const auto found, tenantsOf(db, where, {value}, nowMs));
    if (found.isEmpty())
        return noSuchTenant(value);
    return found.first();
}

template <class T, class Read> Query into(const QString &sql, const QVariantList &values, QList<T> &list, Read read)
{
    return {sql, values, [&list, read](Row &row) { list.append(read(row)); }};
}

} // namespace

Result<QList<Tenant>> Registry::tenants(bool includeGone)
{
    return d->read([&](Db &db) { return tenantsOf(db, includeGone ? u"true"_s : isLive, {}, d->clock.wallMs()); });
}

Result<Registry::Overview> Registry::overview()
{
    return d->read([&](Db &db) -> Result<Overview> {
        Overview all;
        PastHosts past(d->clock.wallMs());
        const auto byTenant = [](auto &into, auto read) {
            return [&into, read](Row &row) {
                const auto one = read(row);
                into.insert(one.tenantId, one);
            };
        };
        HERMES_TRY(db.each({tenantsWhere(isLive, {}, all.tenants), past.query({}, {}),
            {u"select tenant_id, purpose, port from ports where free_after = 0"_s, {},
                [&](Row &row) { readPort(row, all.ports[row.text()]); }},
            {u"select "_s + bindingColumns + u" from bindings where live"_s, {}, byTenant(all.bindings, readBinding)},
            {u"select "_s + sessionColumns + u" from bind_sessions where ended_at = 0"_s, {},
                byTenant(all.sessions, readSession)},
            {u"select subscription, facts from orders where subscription <> ''"_s, {},
                [&](Row &row) {
                    const QString subscription = row.text();
                    all.orderFacts.insert(subscription, row.text());
                }},
            {u"select id, name from hosts"_s, {}, [&](Row &row) {
                 const QString id = row.text();
                 all.hostNames.insert(id, row.text());
             }}}));
        for (Tenant &tenant : all.tenants)
            past.addTo(tenant);
        return all;
    });
}

Result<Registry::Look> Registry::Private::look(const QString &where, const QString &value, int history)
{
    return read([&](Db &db) -> Result<Look> {
        Look look;
        QList<Tenant> found;
        PastHosts past(clock.wallMs());
        const QString ofIt = u" where tenant_id in (select id from tenants where "_s + where + u')';
        const QString newestFirst = u" order by id desc limit ?"_s;
        QHash<QString, QString> hostNames;
        QList<Query> queries{tenantsWhere(where, {value}, found), past.query(where, {value}),
            {u"select purpose, port from ports"_s + ofIt + u" and free_after = 0"_s, {value},
                [&](Row &row) { readPort(row, look.ports); }},
            {u"select "_s + bindingColumns + u" from bindings"_s + ofIt + u" and live"_s, {value},
                [&](Row &row) { look.binding = readBinding(row); }},
            {u"select id, name from hosts"_s, {},
                [&](Row &row) {
                    const QString id = row.text();
                    hostNames.insert(id, row.text());
                }},
            {u"select "_s + sessionColumns + u" from bind_sessions"_s + ofIt
                    + u" order by case when ended_at = 0 then 1 else 0 end desc, started_at desc, ended_at desc limit 1"_s,
                {value}, [&](Row &row) { look.lastSession = readSession(row); }},
            {u"select facts from orders where subscription in (select subscription from tenants where subscription <> "
             u"'' "
             "and "_s
                    + where + u')',
                {value}, [&](Row &row) { look.orderFacts.append(row.text()); }}};
        if (history > 0) {
            queries.append(into(u"select "_s + journalColumns + u" from journal"_s + ofIt + newestFirst,
                {value, history}, look.journal, readJournal));
            queries.append(into(u"select "_s + operationColumns + u" from operations"_s + ofIt + newestFirst,
                {value, history}, look.operations, readOperation));
        }
        HERMES_TRY(db.each(queries));
        if (found.isEmpty())
            return noSuchTenant(value);
        look.tenant = found.first();
        past.addTo(look.tenant);
        look.hostName = hostNames.value(look.tenant.hostId);
        look.homeHostName = hostNames.value(look.tenant.homeHostId);
        return look;
    });
}

Result<Registry::Look> Registry::look(const QString &name, int history)
{
    return d->look(isLiveOfName, name, history);
}

Result<Registry::Look> Registry::lookById(const QString &id)
{
    return d->look(isOfId, id, 0);
}

Result<QHash<QString, Registry::Look>> Registry::looks(const QStringList &ids)
{
    // Few different lengths, so that few statements are kept prepared; the last id fills up.
    constexpr qsizetype most = 64;
    return d->read([&](Db &db) -> Result<QHash<QString, Look>> {
        QHash<QString, Look> all;
        for (qsizetype from = 0; from < ids.size(); from += most) {
            QStringList some = ids.mid(from, most);
            while ((some.size() & (some.size() - 1)) != 0)
                some.append(some.last());
            QVariantList values;
            for (const QString &id : std::as_const(some))
                values.append(id);
            const QString among = u" in "_s + placeholders(some.size());
            QList<Tenant> found;
            PastHosts past(d->clock.wallMs());
            QHash<QString, Look> looks;
            HERMES_TRY(db.each({tenantsWhere(u"id"_s + among, values, found), past.query(u"id"_s + among, values),
                {u"select tenant_id, purpose, port from ports where free_after = 0 and tenant_id"_s + among, values,
                    [&](Row &row) { readPort(row, looks[row.text()].ports); }},
                {u"select "_s + bindingColumns + u" from bindings where live and tenant_id"_s + among, values,
                    [&](Row &row) {
                        const Binding binding = readBinding(row);
                        looks[binding.tenantId].binding = binding;
                    }}}));
            for (Tenant &tenant : found) {
                past.addTo(tenant);
                Look look = looks.value(tenant.id);
                look.tenant = tenant;
                all.insert(tenant.id, look);
            }
        }
        return all;
    });
}

Result<QList<Registry::Mark>> Registry::marks()
{
    return d->ask([](Db &db) {
        return db.all(u"select id, name, row_version, presence, generation, host_id, phase from tenants"
                      " where phase <> 'GONE'"_s,
            {}, [](Row &row) {
                Mark mark;
                mark.id = row.text();
                mark.name = row.text();
                mark.rowVersion = row.integer();
                mark.presence = presenceFromName(row.text());
                mark.generation = static_cast<int>(row.integer());
                mark.hostId = row.text();
                mark.phase = phaseFromName(row.text());
                return mark;
            });
    });
}

Result<Tenant> Registry::tenant(const QString &name)
{
    return d->read([&](Db &db) { return oneTenant(db, isLiveOfName, name, d->clock.wallMs()); });
}

Result<Tenant> Registry::tenantById(const QString &id)
{
    return d->read([&](Db &db) { return d->tenant(db, id); });
}

Result<Tenant> Registry::Private::tenant(Db &db, const QString &id)
{
    return oneTenant(db, isOfId, id, clock.wallMs());
}

} // namespace hermes
