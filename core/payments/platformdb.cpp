#include "platformdb.h"

#include "dbconnections.h"
#include "dblistener.h"
#include "platformrows.h"
#include "postgresaddress.h"
#include "sqltext.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::payments {

namespace {

constexpr int mostConnections = 3;

Db::Options somebodyElses(bool readOnly)
{
    Db::Options options;
    options.isOurs = false;
    options.readOnly = readOnly;
    options.schema.clear();
    return options;
}

QVariantList valuesOf(const QStringList &texts)
{
    QVariantList values;
    for (const QString &text : texts)
        values.append(text);
    return values;
}

/// The columns of the platform's three tables, in either database's way.
Query catalogue(const PlatformMap &map, bool isPostgres, QHash<QString, QList<PlatformTables::Column>> &found)
{
    const auto read = [&found](Row &row) {
        const QString table = row.text();
        const QString name = row.text();
        found[table].append({name, row.text().toLower()});
    };
    QStringList tables;
    for (const QString &table : map.tables)
        tables.append(table);
    if (!isPostgres)
        return {u"select m.name, c.name, c.type from sqlite_master m join pragma_table_info(m.name) c where m.type in "
                "('table', 'view') and m.name in %1"_s.arg(placeholders(tables.size())),
            valuesOf(tables), read};
    QVariantList values = valuesOf(tables);
    values.append(map.schema);
    values.append(map.schema);
    // Only what may be read counts as there.
    return {
        u"select c.table_name, c.column_name, c.data_type from information_schema.columns c where c.table_name in %1 "
        "and (c.table_schema = ? or (? = '' and c.table_schema = any(current_schemas(false)))) and "
        "has_column_privilege(quote_ident(c.table_schema) || '.' || quote_ident(c.table_name), c.column_name, 'select')"_s
            .arg(placeholders(tables.size())),
        values, read};
}

Error unusable(const QList<Gap> &gaps)
{
    QStringList missing;
    for (const Gap &gap : gaps)
        if (gap.isFatal)
            missing.append(gap.column.isEmpty() ? gap.table : gap.table + u'.' + gap.column);
    return {ErrorKind::Invalid, translate("Payments", "The platform's database lacks what is needed to read orders."),
        missing.join(u", "_s),
        translate("Payments",
            "Grant SELECT on it, or name it as the platform does in platform.json (docs/platform-database.md).")};
}

/// Of the platform's table of instances, those that are written.
QStringList toldColumns(const PlatformTables &tables)
{
    QStringList names;
    for (const QString &column : {u"baseUrl"_s, u"externalRef"_s, u"hostPort"_s, u"status"_s, u"updatedAt"_s})
        if (tables.has(u"instance"_s, column) && (column != "status"_L1 || !tables.map().instanceWords.isEmpty()))
            names.append(tables.name(u"instance"_s, column));
    return names;
}

} // namespace

/// Some of the orders `o`.
struct PlatformDb::Selection {
    QString where;
    QVariantList values = {};
    QString order = {};
    int limit = -1;

    [[nodiscard]] QString from(const PlatformTables &tables) const
    {
        return u" from %1 o where %2%3%4"_s.arg(tables.table(u"order"_s), where,
            order.isEmpty() ? QString() : u" order by "_s + order, limit < 0 ? QString() : u" limit %1"_s.arg(limit));
    }
};

PlatformDb::PlatformDb(std::unique_ptr<DbConnections> connections, std::unique_ptr<DbConnections> writers,
    PlatformMap map, Address address)
    : m_connections(std::move(connections))
    , m_writers(std::move(writers))
    , m_map(std::move(map))
    , m_address(std::move(address))
    , m_isPostgres(m_address != nullptr)
{ }

PlatformDb::~PlatformDb() = default;

std::unique_ptr<PlatformDb> PlatformDb::ofSqlite(const QString &path, PlatformMap map)
{
    const auto open = [path](bool readOnly) -> Result<std::unique_ptr<Db>> {
        if (!QFileInfo(path).isFile())
            return fail(ErrorKind::Invalid, translate("Payments", "There is no platform database at %1.").arg(path), {},
                translate("Payments", "Name the file: HERMES_ADMIN_PLATFORM_DB=sqlite:PATH."));
        return Db::openSqlite(path, somebodyElses(readOnly));
    };
    return std::unique_ptr<PlatformDb>(new PlatformDb(DbConnections::perThread([open] { return open(true); }),
        DbConnections::perThread([open] { return open(false); }), std::move(map), {}));
}

std::unique_ptr<PlatformDb> PlatformDb::ofPostgres(const Address &address, PlatformMap map, const CancelToken &stop)
{
    const auto open = [address, stop](bool readOnly) -> Result<std::unique_ptr<Db>> {
        HERMES_ASSIGN(const PostgresAddress at, address());
        Db::Options options = somebodyElses(readOnly);
        options.stop = stop;
        return Db::openPostgres(at, options);
    };
    return std::unique_ptr<PlatformDb>(
        new PlatformDb(DbConnections::pooled([open] { return open(true); }, mostConnections),
            DbConnections::pooled([open] { return open(false); }, 1), std::move(map), address));
}

Result<std::shared_ptr<const PlatformTables>> PlatformDb::tables(Db &db, bool anew)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_tables && !anew)
            return m_tables;
    }
    QHash<QString, QList<PlatformTables::Column>> found;
    HERMES_TRY(db.each({catalogue(m_map, m_isPostgres, found)}));
    auto made = std::make_shared<const PlatformTables>(m_map, m_isPostgres, found);
    const std::lock_guard lock(m_mutex);
    m_tables = made->isUsable() ? made : nullptr; // one that is not is looked at again next time
    return made;
}

Result<std::optional<qint64>> PlatformDb::changeMark()
{
    if (!m_isPostgres) {
        HERMES_ASSIGN(const auto db, m_connections->take());
        HERMES_ASSIGN(const qint64 version, db->dataVersion());
        return std::optional(version);
    }
    if (m_map.channel.isEmpty())
        return std::optional<qint64>();
    if (!m_listener) {
        HERMES_ASSIGN(const PostgresAddress at, m_address());
        m_listener = std::make_unique<DbListener>(at, std::chrono::seconds(10), m_map.channel);
    }
    HERMES_ASSIGN(const qint64 version, m_listener->version());
    return std::optional(version);
}

Result<QList<Gap>> PlatformDb::check()
{
    HERMES_ASSIGN(const auto db, m_connections->take());
    HERMES_ASSIGN(const auto found, tables(*db, true));
    QList<Gap> gaps = found->gaps();
    if (!m_map.writeBack || !m_isPostgres || !found->has(u"instance"_s))
        return gaps;
    const QString table = found->table(u"instance"_s);
    for (const QString &column : toldColumns(*found)) {
        bool mayWrite = false;
        HERMES_TRY(db->each(u"select has_column_privilege(?, ?, 'update')"_s, {table, column},
            [&](Row &row) { mayWrite = row.flag(); }));
        if (!mayWrite)
            gaps.append({m_map.tables.value(u"instance"_s), column, false,
                translate("Payments", "the platform cannot be told of an instance: UPDATE is not granted on it")});
    }
    return gaps;
}

Result<bool> PlatformDb::writeInstance(const InstanceRow &read, const InstanceWish &wish)
{
    if (!m_map.writeBack)
        return fail(ErrorKind::Invalid, translate("Payments", "The platform's rows are not written."), {},
            translate("Payments", "\"writeBack\": true in platform.json allows it (docs/platform-database.md)."));
    HERMES_ASSIGN(const auto db, m_writers->take());
    HERMES_ASSIGN(const auto found, tables(*db, false));
    const QString table = u"instance"_s;
    if (!found->has(table, u"id"_s) || !found->has(table, u"updatedAt"_s))
        return fail(ErrorKind::Invalid,
            translate("Payments", "The platform's rows of instances cannot be changed safely."),
            m_map.tables.value(table) + u".id, updatedAt"_s,
            translate("Payments", "Name these columns as the platform does in platform.json."));
    QStringList sets;
    QVariantList values;
    const auto set = [&](const QString &column, const QVariant &value) {
        if (!found->has(table, column))
            return;
        sets.append(found->raw({}, table, column) + u" = ?"_s);
        values.append(value);
    };
    if (wish.baseUrl)
        set(u"baseUrl"_s, *wish.baseUrl);
    if (wish.externalRef)
        set(u"externalRef"_s, *wish.externalRef);
    if (wish.hostPort)
        set(u"hostPort"_s, *wish.hostPort > 0 ? QVariant(*wish.hostPort) : QVariant());
    if (wish.status)
        set(u"status"_s, *wish.status);
    if (sets.isEmpty())
        return true;
    sets.append(found->raw({}, table, u"updatedAt"_s) + u" = "_s + found->now(table, u"updatedAt"_s));
    auto changed
        = db->exec(u"update %1 set %2 where %3 = ? and cast(%4 as text) = ?"_s.arg(found->table(table),
                       sets.join(u", "_s), found->raw({}, table, u"id"_s), found->raw({}, table, u"updatedAt"_s)),
            values + QVariantList{read.id, read.version});
    if (!changed)
        return tl::unexpected<Error>(changed.error());
    return *changed == 1;
}

Result<QList<OrderFacts>> PlatformDb::read(Db &db, const PlatformTables &tables, const Selection &selection)
{
    const QString rows = selection.from(tables);
    const QString links = u"select %1%2"_s.arg(linkOf(tables), rows);
    QList<OrderFacts> facts;
    QHash<QString, Subscription> subscriptions;
    QHash<QString, InstanceRow> instances;
    QMultiHash<QString, Order> others;
    const auto in = [&](const QString &column) { return u"%1 in (select * from (%2) links)"_s.arg(column, links); };
    QList<Query> queries{{u"select %1%2"_s.arg(orderColumns(tables), rows), selection.values,
                             [&](Row &row) { facts.append({orderOf(tables, row)}); }},
        {u"select %1 from %2 s where %3"_s.arg(subscriptionColumns(tables), tables.table(u"subscription"_s),
             in(tables.raw(u"s"_s, u"subscription"_s, u"id"_s))),
            selection.values, [&](Row &row) {
                const Subscription one = subscriptionOf(tables, row);
                subscriptions.insert(one.id, one);
            }}};
    if (tables.has(u"instance"_s, u"subscriptionId"_s))
        queries.append({u"select %1 from %2 i where %3"_s.arg(instanceColumns(tables), tables.table(u"instance"_s),
                            in(tables.raw(u"i"_s, u"instance"_s, u"subscriptionId"_s))),
            selection.values, [&](Row &row) {
                const InstanceRow one = instanceOf(tables, row);
                if (!instances.contains(one.subscriptionId) || instances[one.subscriptionId].updatedMs < one.updatedMs)
                    instances.insert(one.subscriptionId, one);
            }});
    if (tables.has(u"order"_s, u"subscriptionId"_s))
        queries.append({u"select %1 from %2 o where %3"_s.arg(orderColumns(tables), tables.table(u"order"_s),
                            in(tables.raw(u"o"_s, u"order"_s, u"subscriptionId"_s))),
            selection.values, [&](Row &row) {
                const Order one = orderOf(tables, row);
                others.insert(one.subscriptionId, one);
            }});
    HERMES_TRY(db.each(queries));
    for (OrderFacts &one : facts) {
        const QString &subscription = one.order.subscriptionId;
        if (subscriptions.contains(subscription))
            one.subscription = subscriptions.value(subscription);
        if (instances.contains(subscription))
            one.instance = instances.value(subscription);
        if (one.order.planCode.isEmpty() && one.subscription)
            one.order.planCode = one.subscription->planCode;
        for (const Order &other : others.values(subscription))
            if (other.id != one.order.id)
                one.siblings.append(other);
    }
    return facts;
}

Result<QList<OrderFacts>> PlatformDb::select(const std::function<Selection(const PlatformTables &)> &selection)
{
    HERMES_ASSIGN(const auto db, m_connections->take());
    HERMES_ASSIGN(const auto found, tables(*db, false));
    if (!found->isUsable())
        return tl::unexpected<Error>(unusable(found->gaps()));
    auto facts = read(*db, *found, selection(*found));
    // The platform may have changed its tables meanwhile.
    if (!facts && facts.error().kind == ErrorKind::Internal) {
        const std::lock_guard lock(m_mutex);
        m_tables.reset();
    }
    return facts;
}

Result<QList<OrderFacts>> PlatformDb::orders(const OrderQuery &query)
{
    return select([&](const PlatformTables &tables) {
        const QString order = u"order"_s;
        const QString at = tables.raw(u"o"_s, order, u"createdAt"_s);
        const QString id = tables.raw(u"o"_s, order, u"id"_s);
        Selection selection{u"1 = 1"_s};
        selection.order = u"%1 desc, %2 desc"_s.arg(at, id);
        selection.limit = qBound(1, query.limit, 1000);
        if (!query.after.isEmpty()) {
            selection.where += u" and (%1, %2) < (?, ?)"_s.arg(at, id);
            selection.values
                += {PlatformTables::placeValue(query.after.section(u'\n', 0, 0)), query.after.section(u'\n', 1)};
        }
        QStringList ways;
        if (!query.text.isEmpty())
            for (const auto &column : {u"id"_s, u"userId"_s, u"tradeNo"_s, u"transactionId"_s}) {
                ways.append(u"lower(%1) like ? escape '!'"_s.arg(tables.text(u"o"_s, order, column)));
                selection.values.append(likePattern(query.text.toLower()));
            }
        if (!query.subscriptions.isEmpty()) {
            ways.append(u"%1 in %2"_s.arg(linkOf(tables), placeholders(query.subscriptions.size())));
            selection.values += valuesOf(query.subscriptions);
        }
        if (!ways.isEmpty())
            selection.where += u" and ("_s + ways.join(u" or "_s) + u')';
        return selection;
    });
}

Result<QList<OrderFacts>> PlatformDb::orders(const QStringList &ids)
{
    if (ids.isEmpty())
        return QList<OrderFacts>();
    // Few different lengths, so that few statements are kept prepared; the last id fills up.
    QStringList some = ids;
    while ((some.size() & (some.size() - 1)) != 0)
        some.append(some.last());
    return select([&](const PlatformTables &tables) {
        return Selection{
            u"%1 in %2"_s.arg(tables.raw(u"o"_s, u"order"_s, u"id"_s), placeholders(some.size())), valuesOf(some)};
    });
}

Result<OrderFacts> PlatformDb::order(const QString &id)
{
    HERMES_ASSIGN(const auto found, orders(QStringList{id}));
    if (found.isEmpty())
        return fail(ErrorKind::NotFound, translate("Payments", "The platform has no order %1.").arg(id), {},
            translate("Payments", "hermes-admin order list shows them."));
    return found.first();
}

Result<QList<OrderFacts>> PlatformDb::ordersOf(const QString &subscription)
{
    return select([&](const PlatformTables &tables) {
        Selection selection{u"%1 = ?"_s.arg(linkOf(tables)), {subscription}};
        selection.order = u"%1 desc, %2 desc"_s.arg(
            tables.raw(u"o"_s, u"order"_s, u"createdAt"_s), tables.raw(u"o"_s, u"order"_s, u"id"_s));
        return selection;
    });
}

Result<PlatformDb::Changes> PlatformDb::changesSince(qint64 ms, const QString &afterId, int limit)
{
    Changes changes;
    auto facts = select([&](const PlatformTables &tables) {
        const QString order = u"order"_s;
        const QString id = tables.raw(u"o"_s, order, u"id"_s);
        Selection selection{u"1 = 1"_s, {}, id, limit};
        if (!afterId.isEmpty())
            selection = {u"%1 > ?"_s.arg(id), {afterId}, id, limit};
        if (ms <= 0)
            return selection;
        // One way after the other, so that each can use its index.
        const QString column = tables.has(order, u"updatedAt"_s) ? u"updatedAt"_s : u"createdAt"_s;
        QStringList ways;
        const auto add = [&](const QString &sql, const PlatformTables::Condition &condition) {
            ways.append(sql.arg(condition.sql));
            selection.values += condition.values;
        };
        const QString own = tables.raw(u"o"_s, order, u"id"_s);
        add(u"select %1 from %2 o where %3"_s.arg(own, tables.table(order), u"%1"_s),
            tables.notBefore(u"o"_s, order, column, ms));
        for (const auto &[table, link] :
            {std::pair{u"subscription"_s, u"id"_s}, std::pair{u"instance"_s, u"subscriptionId"_s}})
            if (tables.has(table, link) && tables.has(table, u"updatedAt"_s))
                add(u"select %1 from %2 o where %3 in (select x.%4 from %5 x where %6)"_s.arg(own, tables.table(order),
                        linkOf(tables), tables.raw({}, table, link), tables.table(table), u"%1"_s),
                    tables.notBefore(u"x"_s, table, u"updatedAt"_s, ms));
        selection.where += u" and %1 in (%2)"_s.arg(id, ways.join(u" union "_s));
        return selection;
    });
    if (!facts)
        return tl::unexpected<Error>(std::move(facts).error());
    changes.orders = std::move(*facts);
    changes.more = changes.orders.size() == limit;
    for (const OrderFacts &one : std::as_const(changes.orders)) {
        changes.newestMs = qMax(changes.newestMs, qMax(one.order.updatedMs, one.order.createdMs));
        if (one.subscription)
            changes.newestMs = qMax(changes.newestMs, one.subscription->updatedMs);
        if (one.instance)
            changes.newestMs = qMax(changes.newestMs, one.instance->updatedMs);
    }
    return changes;
}

} // namespace hermes::payments
