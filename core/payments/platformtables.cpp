#include "platformtables.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

struct Need {
    const char *table;
    const char *column;
    bool isFatal;
    const char *consequence;
};

const Need needs[] = {
    {"order", "id", true, QT_TRANSLATE_NOOP("Payments", "orders cannot be told apart")},
    {"order", "status", true, QT_TRANSLATE_NOOP("Payments", "it is not known what was paid")},
    {"order", "createdAt", true, QT_TRANSLATE_NOOP("Payments", "orders cannot be listed page by page")},
    {"order", "subscriptionId", false,
        QT_TRANSLATE_NOOP("Payments", "orders are matched by the subscription's orderId")},
    {"order", "userId", false, QT_TRANSLATE_NOOP("Payments", "it is not shown whose an order is")},
    {"order", "planCode", false, QT_TRANSLATE_NOOP("Payments", "the plan is taken from the subscription")},
    {"order", "amount", false,
        QT_TRANSLATE_NOOP("Payments", "amounts are not shown and not compared with WeChat Pay's")},
    {"order", "currency", false, QT_TRANSLATE_NOOP("Payments", "every amount counts as the standard currency")},
    {"order", "tradeNo", false, QT_TRANSLATE_NOOP("Payments", "WeChat Pay cannot be asked about an order")},
    {"order", "transactionId", false, QT_TRANSLATE_NOOP("Payments", "orders are not found by WeChat's transaction")},
    {"order", "paidAt", false,
        QT_TRANSLATE_NOOP("Payments", "waiting times count from when an order was last written")},
    {"order", "updatedAt", false, QT_TRANSLATE_NOOP("Payments", "a change of an order is only seen while it is open")},
    {"subscription", "id", true, QT_TRANSLATE_NOOP("Payments", "it is not known what is owed")},
    {"subscription", "status", true, QT_TRANSLATE_NOOP("Payments", "it is not known what is owed")},
    {"subscription", "planCode", false, QT_TRANSLATE_NOOP("Payments", "the plan is taken from the order")},
    {"subscription", "updatedAt", false, QT_TRANSLATE_NOOP("Payments", "a lapse is only seen when its order changes")},
    {"instance", "subscriptionId", false,
        QT_TRANSLATE_NOOP("Payments", "what the platform believes serves is not compared")},
    {"instance", "hostPort", false, QT_TRANSLATE_NOOP("Payments", "the port that the platform has is not compared")},
    {"instance", "baseUrl", false, QT_TRANSLATE_NOOP("Payments", "the platform is not told where an instance answers")},
    {"instance", "externalRef", false, QT_TRANSLATE_NOOP("Payments", "the platform is not told what serves")},
    {"instance", "status", false, QT_TRANSLATE_NOOP("Payments", "the platform is not told how an instance is")},
    {"instance", "updatedAt", false, QT_TRANSLATE_NOOP("Payments", "the platform's rows cannot be changed safely")},
};

const QStringList allColumns[] = {
    {u"id"_s, u"userId"_s, u"subscriptionId"_s, u"planCode"_s, u"status"_s, u"amount"_s, u"currency"_s, u"tradeNo"_s,
        u"transactionId"_s, u"createdAt"_s, u"paidAt"_s, u"updatedAt"_s},
    {u"id"_s, u"userId"_s, u"orderId"_s, u"planCode"_s, u"status"_s, u"validUntil"_s, u"createdAt"_s, u"updatedAt"_s},
    {u"id"_s, u"subscriptionId"_s, u"status"_s, u"baseUrl"_s, u"externalRef"_s, u"hostPort"_s, u"updatedAt"_s}};
const QString tableNames[] = {u"order"_s, u"subscription"_s, u"instance"_s};

QString quoted(QString name)
{
    return u'"' + name.replace(u'"', u"\"\""_s) + u'"';
}

QString columnOf(const QString &alias, const QString &name)
{
    return alias.isEmpty() ? quoted(name) : alias + u'.' + quoted(name);
}

} // namespace

PlatformTables::PlatformTables(PlatformMap map, bool isPostgres, const QHash<QString, QList<Column>> &found)
    : m_map(std::move(map))
    , m_isPostgres(isPostgres)
{
    for (size_t i = 0; i < std::size(tableNames); ++i) {
        const QString &table = tableNames[i];
        const auto there = found.find(m_map.tables.value(table));
        if (there == found.end()) {
            m_gaps.append({m_map.tables.value(table), {}, table != "instance"_L1,
                table == "instance"_L1 ? translate("Payments", "what the platform believes serves is not compared")
                                       : translate("Payments", "nothing can be read")});
            continue;
        }
        QHash<QString, Column> &columns = m_columns[table];
        for (const QString &column : allColumns[i])
            for (const QString &name : m_map.candidates(table, column)) {
                const auto one
                    = std::find_if(there->begin(), there->end(), [&](const Column &any) { return any.name == name; });
                if (one != there->end() && !columns.contains(column))
                    columns.insert(column, *one);
            }
    }
    for (const Need &need : needs) {
        const QString table = QString::fromLatin1(need.table);
        const QString column = QString::fromLatin1(need.column);
        if (has(table) && !has(table, column))
            m_gaps.append({m_map.tables.value(table), m_map.candidates(table, column).first(), need.isFatal,
                translate("Payments", need.consequence)});
    }
}

bool PlatformTables::isUsable() const
{
    return std::none_of(m_gaps.begin(), m_gaps.end(), [](const Gap &gap) { return gap.isFatal; });
}

bool PlatformTables::has(const QString &table, const QString &column) const
{
    return m_columns.value(table).contains(column);
}

QString PlatformTables::type(const QString &table, const QString &column) const
{
    return m_columns.value(table).value(column).type;
}

QString PlatformTables::table(const QString &table) const
{
    const QString name = quoted(m_map.tables.value(table));
    return m_isPostgres && !m_map.schema.isEmpty() ? quoted(m_map.schema) + u'.' + name : name;
}

QString PlatformTables::raw(const QString &alias, const QString &table, const QString &column) const
{
    return columnOf(alias, name(table, column));
}

QString PlatformTables::text(const QString &alias, const QString &table, const QString &column) const
{
    return has(table, column) ? u"coalesce(cast("_s + raw(alias, table, column) + u" as text), '')"_s : u"''"_s;
}

QString PlatformTables::time(const QString &alias, const QString &table, const QString &column) const
{
    if (!has(table, column))
        return u"0"_s;
    const QString value = raw(alias, table, column);
    if (!m_isPostgres)
        return u"coalesce(case typeof(%1) when 'integer' then %1 when 'real' then cast(%1 as integer) when 'text' then "
               "cast(round((julianday(%1) - 2440587.5) * 86400000.0) as integer) end, 0)"_s.arg(value);
    return type(table, column).startsWith("timestamp"_L1)
        ? u"coalesce(cast(round(extract(epoch from %1) * 1000) as bigint), 0)"_s.arg(value)
        : u"coalesce(cast(%1 as bigint), 0)"_s.arg(value);
}

QString PlatformTables::now(const QString &table, const QString &column) const
{
    const QString kind = type(table, column);
    if (!m_isPostgres)
        return u"case typeof(%1) when 'text' then strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') else "
               "cast(round((julianday('now') - 2440587.5) * 86400000.0) as integer) end"_s.arg(raw({}, table, column));
    if (kind == "timestamp without time zone"_L1)
        return u"clock_timestamp() at time zone 'utc'"_s;
    return kind.startsWith("timestamp"_L1) ? u"clock_timestamp()"_s
                                           : u"cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"_s;
}

PlatformTables::Condition PlatformTables::notBefore(
    const QString &alias, const QString &table, const QString &column, qint64 ms) const
{
    if (!has(table, column))
        return {u"1 = 0"_s, {}};
    const QString value = raw(alias, table, column);
    if (!m_isPostgres)
        // Every text is more than any number there. Texts are compared by the day: they may have a T or a blank.
        return {
            u"(%1 >= ? and (typeof(%1) <> 'text' or %1 >= strftime('%Y-%m-%d', ? / 1000, 'unixepoch')))"_s.arg(value),
            {ms, ms}};
    const QString kind = type(table, column);
    if (kind == "timestamp without time zone"_L1)
        return {u"%1 >= timestamp '1970-01-01' + cast(? as bigint) * interval '1 millisecond'"_s.arg(value), {ms}};
    if (kind.startsWith("timestamp"_L1))
        return {
            u"%1 >= timestamptz '1970-01-01 00:00:00+00' + cast(? as bigint) * interval '1 millisecond'"_s.arg(value),
            {ms}};
    return {u"%1 >= cast(? as bigint)"_s.arg(value), {ms}};
}

QString PlatformTables::place(const QString &alias, const QString &table, const QString &column) const
{
    const QString value = raw(alias, table, column);
    return m_isPostgres ? u"'text:' || cast(%1 as text)"_s.arg(value)
                        : u"typeof(%1) || ':' || cast(%1 as text)"_s.arg(value);
}

QVariant PlatformTables::placeValue(const QString &place)
{
    const QString value = place.section(u':', 1);
    return place.startsWith("integer:"_L1) ? QVariant(value.toLongLong()) : QVariant(value);
}

bool PlatformTables::isAmountInMinor() const
{
    const QString kind = type(u"order"_s, u"amount"_s);
    return m_map.amountInMinor.value_or(kind.startsWith("int"_L1) || kind == "bigint"_L1 || kind == "smallint"_L1);
}

} // namespace hermes::payments
