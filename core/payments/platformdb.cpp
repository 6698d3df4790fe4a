#include "platformdb.h"

#include "dbconnections.h"
#include "postgresaddress.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace hermes::payments {

namespace {

constexpr int mostConnections = 3;

Db::Options readOnly()
{
    Db::Options options;
    options.readOnly = true;
    options.schema.clear();
    return options;
}

QString marks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

QVariantList valuesOf(const QStringList &texts)
{
    QVariantList values;
    for (const QString &text : texts)
        values.append(text);
    return values;
}

/// What a `like` finds as it is written.
QString like(const QString &text)
{
    QString escaped = text.toLower();
    for (const QChar special : {u'\\', u'%', u'_'})
        escaped.replace(special, QString(u'\\') + special);
    return u'%' + escaped + u'%';
}

/// The id of the subscription of the order `o`, in the column's own type.
QString linkOf(const PlatformTables &tables)
{
    if (tables.has(u"order"_s, u"subscriptionId"_s))
        return tables.raw(u"o"_s, u"order"_s, u"subscriptionId"_s);
    if (tables.has(u"subscription"_s, u"orderId"_s))
        return u"(select l.%1 from %2 l where l.%3 = o.%4 limit 1)"_s.arg(tables.raw({}, u"subscription"_s, u"id"_s),
            tables.table(u"subscription"_s), tables.raw({}, u"subscription"_s, u"orderId"_s),
            tables.raw({}, u"order"_s, u"id"_s));
    return u"null"_s;
}

QString orderColumns(const PlatformTables &tables)
{
    const auto text = [&](const char *column) { return tables.text(u"o"_s, u"order"_s, QString::fromLatin1(column)); };
    const auto time = [&](const char *column) { return tables.time(u"o"_s, u"order"_s, QString::fromLatin1(column)); };
    return QStringList{text("id"), text("userId"), u"coalesce(cast(%1 as text), '')"_s.arg(linkOf(tables)),
        text("planCode"), text("status"), text("amount"), text("currency"), text("tradeNo"), text("transactionId"),
        time("createdAt"), time("paidAt"), time("updatedAt"), tables.place(u"o"_s, u"order"_s, u"createdAt"_s)}
        .join(u", "_s);
}

Order orderOf(const PlatformTables &tables, Row &row)
{
    const PlatformMap &map = tables.map();
    Order order;
    order.id = row.text();
    order.userId = row.text();
    order.subscriptionId = row.text();
    order.planCode = row.text();
    order.rawState = row.text();
    order.state = map.orderState(order.rawState);
    const QString amount = row.text();
    const QString currency = row.text();
    order.amount = moneyFrom(amount, currency.isEmpty() ? map.currency : currency, tables.isAmountInMinor());
    order.tradeNo = row.text();
    order.transactionId = row.text();
    order.createdMs = row.integer();
    order.paidMs = row.integer();
    order.updatedMs = row.integer();
    order.place = row.text() + u'\n' + order.id;
    if (order.paidMs == 0 && order.state == OrderState::Paid)
        order.paidMs = order.updatedMs > 0 ? order.updatedMs : order.createdMs;
    return order;
}

QString subscriptionColumns(const PlatformTables &tables)
{
    const QString table = u"subscription"_s;
    return QStringList{tables.text(u"s"_s, table, u"id"_s), tables.text(u"s"_s, table, u"userId"_s),
        tables.text(u"s"_s, table, u"planCode"_s), tables.text(u"s"_s, table, u"status"_s),
        tables.time(u"s"_s, table, u"validUntil"_s), tables.time(u"s"_s, table, u"createdAt"_s),
        tables.time(u"s"_s, table, u"updatedAt"_s)}
        .join(u", "_s);
}

Subscription subscriptionOf(const PlatformTables &tables, Row &row)
{
    Subscription subscription;
    subscription.id = row.text();
    subscription.userId = row.text();
    subscription.planCode = row.text();
    subscription.rawState = row.text();
    subscription.state = tables.map().subscriptionState(subscription.rawState);
    subscription.validUntilMs = row.integer();
    subscription.createdMs = row.integer();
    subscription.updatedMs = row.integer();
    return subscription;
}

QString instanceColumns(const PlatformTables &tables)
{
    const QString table = u"instance"_s;
    QStringList columns;
    for (const auto &column :
        {u"id"_s, u"subscriptionId"_s, u"status"_s, u"baseUrl"_s, u"externalRef"_s, u"hostPort"_s})
        columns.append(tables.text(u"i"_s, table, column));
    columns.append(tables.time(u"i"_s, table, u"updatedAt"_s));
    columns.append(tables.text(u"i"_s, table, u"updatedAt"_s));
    return columns.join(u", "_s);
}

InstanceRow instanceOf(Row &row)
{
    InstanceRow instance;
    instance.id = row.text();
    instance.subscriptionId = row.text();
    instance.rawState = row.text();
    instance.baseUrl = row.text();
    instance.externalRef = row.text();
    instance.hostPort = row.text().toInt();
    instance.updatedMs = row.integer();
    instance.version = row.text();
    return instance;
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
                "('table', 'view') and m.name in (%1)"_s.arg(marks(tables.size())),
            valuesOf(tables), read};
    QVariantList values = valuesOf(tables);
    values.append(map.schema);
    values.append(map.schema);
    // Only what may be read counts as there.
    return {
        u"select c.table_name, c.column_name, c.data_type from information_schema.columns c where c.table_name in (%1) "
        "and (c.table_schema = ? or (? = '' and c.table_schema = any(current_schemas(false)))) and "
        "has_column_privilege(quote_ident(c.table_schema) || '.' || quote_ident(c.table_name), c.column_name, 'select')"_s
            .arg(marks(tables.size())),
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

PlatformDb::PlatformDb(std::unique_ptr<DbConnections> connections, PlatformMap map, bool isPostgres)
    : m_connections(std::move(connections))
    , m_map(std::move(map))
    , m_isPostgres(isPostgres)
{ }

PlatformDb::~PlatformDb() = default;

std::unique_ptr<PlatformDb> PlatformDb::ofSqlite(const QString &path, PlatformMap map)
{
    auto open = [path]() -> Result<std::unique_ptr<Db>> {
        if (!QFileInfo(path).isFile())
            return fail(ErrorKind::Invalid, translate("Payments", "There is no platform database at %1.").arg(path), {},
                translate("Payments", "Name the file: HERMES_ADMIN_PLATFORM_DB=sqlite:PATH."));
        return Db::openSqlite(path, readOnly());
    };
    return std::unique_ptr<PlatformDb>(new PlatformDb(DbConnections::perThread(open), std::move(map), false));
}

std::unique_ptr<PlatformDb> PlatformDb::ofPostgres(const Address &address, PlatformMap map)
{
    auto open = [address]() -> Result<std::unique_ptr<Db>> {
        HERMES_ASSIGN(const PostgresAddress at, address());
        return Db::openPostgres(at, readOnly());
    };
    return std::unique_ptr<PlatformDb>(
        new PlatformDb(DbConnections::pooled(open, mostConnections), std::move(map), true));
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

Result<QList<Gap>> PlatformDb::check()
{
    HERMES_ASSIGN(const auto db, m_connections->take());
    HERMES_ASSIGN(const auto found, tables(*db, true));
    return found->gaps();
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
                const InstanceRow one = instanceOf(row);
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
                ways.append(u"lower(%1) like ? escape '\\'"_s.arg(tables.text(u"o"_s, order, column)));
                selection.values.append(like(query.text));
            }
        if (!query.subscriptions.isEmpty()) {
            ways.append(u"%1 in (%2)"_s.arg(linkOf(tables), marks(query.subscriptions.size())));
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
    return select([&](const PlatformTables &tables) {
        return Selection{
            u"%1 in (%2)"_s.arg(tables.raw(u"o"_s, u"order"_s, u"id"_s), marks(ids.size())), valuesOf(ids)};
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
        Selection selection{u"%1 > ?"_s.arg(id), {afterId}, id, limit};
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
    }
    return changes;
}

} // namespace hermes::payments
