#include "platformrows.h"

namespace hermes::payments {

using namespace Qt::StringLiterals;

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

InstanceRow instanceOf(const PlatformTables &tables, Row &row)
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
    const QString table = u"instance"_s;
    const bool isGuarded = tables.has(table, u"id"_s) && tables.has(table, u"updatedAt"_s);
    for (const auto &column : {u"baseUrl"_s, u"externalRef"_s, u"hostPort"_s, u"status"_s})
        if (!isGuarded || !tables.has(table, column))
            instance.lacks.append(column);
    return instance;
}

} // namespace hermes::payments
