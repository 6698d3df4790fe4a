#include "orderjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject objectFrom(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

/// Whole numbers beyond 2^53 are not JSON's: they go as text.
QJsonValue number(qint64 value)
{
    return QString::number(value);
}

qint64 numberFrom(const QJsonValue &value)
{
    return value.toString().toLongLong();
}

QJsonObject moneyToJson(const Money &money)
{
    QJsonObject object{{u"text"_s, money.text}, {u"currency"_s, money.currency}};
    if (money.minor)
        object[u"minor"_s] = number(*money.minor);
    return object;
}

Money moneyFromJson(const QJsonObject &object)
{
    Money money{{}, object[u"text"_s].toString(), object[u"currency"_s].toString()};
    if (object.contains(u"minor"_s))
        money.minor = numberFrom(object[u"minor"_s]);
    return money;
}

QJsonObject orderToJson(const Order &order)
{
    return {{u"id"_s, order.id}, {u"user"_s, order.userId}, {u"subscription"_s, order.subscriptionId},
        {u"plan"_s, order.planCode}, {u"raw"_s, order.rawState}, {u"state"_s, orderStateName(order.state)},
        {u"amount"_s, moneyToJson(order.amount)}, {u"tradeNo"_s, order.tradeNo},
        {u"transaction"_s, order.transactionId}, {u"created"_s, number(order.createdMs)},
        {u"paid"_s, number(order.paidMs)}, {u"updated"_s, number(order.updatedMs)}};
}

Order orderFromJson(const QJsonObject &object)
{
    Order order;
    order.id = object[u"id"_s].toString();
    order.userId = object[u"user"_s].toString();
    order.subscriptionId = object[u"subscription"_s].toString();
    order.planCode = object[u"plan"_s].toString();
    order.rawState = object[u"raw"_s].toString();
    order.state = orderStateFromName(object[u"state"_s].toString());
    order.amount = moneyFromJson(object[u"amount"_s].toObject());
    order.tradeNo = object[u"tradeNo"_s].toString();
    order.transactionId = object[u"transaction"_s].toString();
    order.createdMs = numberFrom(object[u"created"_s]);
    order.paidMs = numberFrom(object[u"paid"_s]);
    order.updatedMs = numberFrom(object[u"updated"_s]);
    return order;
}

QJsonObject subscriptionToJson(const Subscription &one)
{
    return {{u"id"_s, one.id}, {u"user"_s, one.userId}, {u"plan"_s, one.planCode}, {u"raw"_s, one.rawState},
        {u"state"_s, subscriptionStateName(one.state)}, {u"until"_s, number(one.validUntilMs)},
        {u"created"_s, number(one.createdMs)}, {u"updated"_s, number(one.updatedMs)}};
}

Subscription subscriptionFromJson(const QJsonObject &object)
{
    Subscription one;
    one.id = object[u"id"_s].toString();
    one.userId = object[u"user"_s].toString();
    one.planCode = object[u"plan"_s].toString();
    one.rawState = object[u"raw"_s].toString();
    one.state = subscriptionStateFromName(object[u"state"_s].toString());
    one.validUntilMs = numberFrom(object[u"until"_s]);
    one.createdMs = numberFrom(object[u"created"_s]);
    one.updatedMs = numberFrom(object[u"updated"_s]);
    return one;
}

QJsonObject instanceToJson(const InstanceRow &one)
{
    return {{u"id"_s, one.id}, {u"subscription"_s, one.subscriptionId}, {u"raw"_s, one.rawState},
        {u"baseUrl"_s, one.baseUrl}, {u"externalRef"_s, one.externalRef}, {u"port"_s, one.hostPort},
        {u"updated"_s, number(one.updatedMs)}, {u"version"_s, one.version},
        {u"lacks"_s, QJsonArray::fromStringList(one.lacks)}};
}

InstanceRow instanceFromJson(const QJsonObject &object)
{
    InstanceRow one;
    one.id = object[u"id"_s].toString();
    one.subscriptionId = object[u"subscription"_s].toString();
    one.rawState = object[u"raw"_s].toString();
    one.baseUrl = object[u"baseUrl"_s].toString();
    one.externalRef = object[u"externalRef"_s].toString();
    one.hostPort = object[u"port"_s].toInt();
    one.updatedMs = numberFrom(object[u"updated"_s]);
    one.version = object[u"version"_s].toString();
    for (const auto &column : object[u"lacks"_s].toArray())
        one.lacks.append(column.toString());
    return one;
}

} // namespace

QString factsToJson(const OrderFacts &facts)
{
    QJsonObject object{{u"order"_s, orderToJson(facts.order)}};
    if (facts.subscription)
        object[u"subscription"_s] = subscriptionToJson(*facts.subscription);
    if (facts.instance)
        object[u"instance"_s] = instanceToJson(*facts.instance);
    QList<Order> siblings = facts.siblings;
    std::sort(siblings.begin(), siblings.end(), [](const Order &a, const Order &b) { return a.id < b.id; });
    QJsonArray others;
    for (const Order &other : std::as_const(siblings))
        others.append(orderToJson(other));
    object[u"siblings"_s] = others;
    if (facts.isGone)
        object[u"gone"_s] = true;
    return compact(object);
}

OrderFacts factsFromJson(const QString &json)
{
    const QJsonObject object = objectFrom(json);
    OrderFacts facts{orderFromJson(object[u"order"_s].toObject())};
    if (object.contains(u"subscription"_s))
        facts.subscription = subscriptionFromJson(object[u"subscription"_s].toObject());
    if (object.contains(u"instance"_s))
        facts.instance = instanceFromJson(object[u"instance"_s].toObject());
    for (const auto &other : object[u"siblings"_s].toArray())
        facts.siblings.append(orderFromJson(other.toObject()));
    facts.isGone = object[u"gone"_s].toBool();
    return facts;
}

QString answerToJson(const WechatAnswer &answer)
{
    return compact(
        {{u"state"_s, answer.tradeState}, {u"amount"_s, moneyToJson(answer.amount)}, {u"merchant"_s, answer.merchantId},
            {u"app"_s, answer.appId}, {u"tradeNo"_s, answer.tradeNo}, {u"transaction"_s, answer.transactionId},
            {u"paid"_s, number(answer.paidMs)}, {u"asked"_s, number(answer.askedMs)}});
}

std::optional<WechatAnswer> answerFromJson(const QString &json)
{
    if (json.isEmpty())
        return {};
    const QJsonObject object = objectFrom(json);
    WechatAnswer answer;
    answer.tradeState = object[u"state"_s].toString();
    answer.amount = moneyFromJson(object[u"amount"_s].toObject());
    answer.merchantId = object[u"merchant"_s].toString();
    answer.appId = object[u"app"_s].toString();
    answer.tradeNo = object[u"tradeNo"_s].toString();
    answer.transactionId = object[u"transaction"_s].toString();
    answer.paidMs = numberFrom(object[u"paid"_s]);
    answer.askedMs = numberFrom(object[u"asked"_s]);
    return answer;
}

QString refundToJson(const RefundAnswer &answer)
{
    return compact({{u"state"_s, answer.state}, {u"amount"_s, moneyToJson(answer.amount)},
        {u"total"_s, moneyToJson(answer.total)}, {u"refundNo"_s, answer.refundNo}, {u"tradeNo"_s, answer.tradeNo},
        {u"refund"_s, answer.refundId}, {u"done"_s, number(answer.doneMs)}, {u"asked"_s, number(answer.askedMs)}});
}

std::optional<RefundAnswer> refundFromJson(const QString &json)
{
    if (json.isEmpty())
        return {};
    const QJsonObject object = objectFrom(json);
    RefundAnswer answer;
    answer.state = object[u"state"_s].toString();
    answer.amount = moneyFromJson(object[u"amount"_s].toObject());
    answer.total = moneyFromJson(object[u"total"_s].toObject());
    answer.refundNo = object[u"refundNo"_s].toString();
    answer.tradeNo = object[u"tradeNo"_s].toString();
    answer.refundId = object[u"refund"_s].toString();
    answer.doneMs = numberFrom(object[u"done"_s]);
    answer.askedMs = numberFrom(object[u"asked"_s]);
    return answer;
}

} // namespace hermes::payments
