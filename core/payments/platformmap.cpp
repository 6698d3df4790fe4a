#include "platformmap.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

const QHash<QString, QStringList> &knownColumns()
{
    static const QHash<QString, QStringList> known{
        {u"order.id"_s, {u"id"_s}},
        {u"order.userId"_s, {u"userId"_s}},
        {u"order.subscriptionId"_s, {u"subscriptionId"_s}},
        {u"order.planCode"_s, {u"planCode"_s, u"plan"_s}},
        {u"order.status"_s, {u"status"_s}},
        {u"order.amount"_s, {u"amountFen"_s, u"amountCents"_s, u"amount"_s}},
        {u"order.currency"_s, {u"currency"_s}},
        {u"order.tradeNo"_s, {u"outTradeNo"_s}},
        {u"order.transactionId"_s, {u"transactionId"_s, u"wechatTransactionId"_s}},
        {u"order.createdAt"_s, {u"createdAt"_s}},
        {u"order.paidAt"_s, {u"paidAt"_s}},
        {u"order.updatedAt"_s, {u"updatedAt"_s}},
        {u"subscription.id"_s, {u"id"_s}},
        {u"subscription.userId"_s, {u"userId"_s}},
        {u"subscription.orderId"_s, {u"orderId"_s}},
        {u"subscription.planCode"_s, {u"planCode"_s, u"plan"_s}},
        {u"subscription.status"_s, {u"status"_s}},
        {u"subscription.validUntil"_s, {u"currentPeriodEnd"_s, u"expiresAt"_s, u"endsAt"_s}},
        {u"subscription.createdAt"_s, {u"createdAt"_s}},
        {u"subscription.updatedAt"_s, {u"updatedAt"_s}},
        {u"instance.id"_s, {u"id"_s}},
        {u"instance.subscriptionId"_s, {u"subscriptionId"_s}},
        {u"instance.status"_s, {u"status"_s}},
        {u"instance.baseUrl"_s, {u"baseUrl"_s}},
        {u"instance.externalRef"_s, {u"externalRef"_s}},
        {u"instance.hostPort"_s, {u"hostPort"_s}},
        {u"instance.updatedAt"_s, {u"updatedAt"_s}},
    };
    return known;
}

tl::unexpected<Error> wrong(const QString &key)
{
    return fail(ErrorKind::Invalid,
        translate("Payments", "The file of the platform's names has no use for \"%1\".").arg(key), {},
        translate("Payments", "docs/platform-database.md lists what it may say."));
}

/// The texts of an object; Invalid where one is another kind.
Result<QHash<QString, QString>> texts(const QString &key, const QJsonValue &value)
{
    if (!value.isObject())
        return wrong(key);
    const QJsonObject object = value.toObject();
    QHash<QString, QString> found;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isString() || it.value().toString().isEmpty())
            return wrong(key + u'.' + it.key());
        found.insert(it.key(), it.value().toString());
    }
    return found;
}

Status takeTables(PlatformMap &map, const QJsonValue &value)
{
    HERMES_ASSIGN(const auto tables, texts(u"tables"_s, value));
    for (auto it = tables.begin(); it != tables.end(); ++it) {
        if (!map.tables.contains(it.key()))
            return wrong(u"tables."_s + it.key());
        map.tables[it.key()] = it.value();
    }
    return {};
}

Status takeColumns(PlatformMap &map, const QJsonValue &value)
{
    const QJsonObject byTable = value.toObject();
    for (auto it = byTable.begin(); it != byTable.end(); ++it) {
        HERMES_ASSIGN(const auto columns, texts(u"columns."_s + it.key(), it.value()));
        for (auto column = columns.begin(); column != columns.end(); ++column) {
            const QString name = it.key() + u'.' + column.key();
            if (!knownColumns().contains(name))
                return wrong(u"columns."_s + name);
            map.columns.insert(name, column.value());
        }
    }
    return value.isObject() ? Status() : wrong(u"columns"_s);
}

template <class State>
Status takeStates(
    QHash<QString, State> &states, const QString &key, const QJsonValue &value, State (*fromName)(const QString &))
{
    HERMES_ASSIGN(const auto words, texts(key, value));
    for (auto it = words.begin(); it != words.end(); ++it) {
        const State state = fromName(it.value());
        if (state == State::Unknown)
            return wrong(key + u'.' + it.key());
        states.insert(it.key().toUpper(), state);
    }
    return {};
}

Status takeInstanceWords(PlatformMap &map, const QJsonValue &value)
{
    static const QHash<QString, InstanceState> states{{u"PROVISIONING"_s, InstanceState::Provisioning},
        {u"WAITING_FOR_SCAN"_s, InstanceState::WaitingForScan}, {u"READY"_s, InstanceState::Ready},
        {u"STOPPED"_s, InstanceState::Stopped}, {u"FAILED"_s, InstanceState::Failed}, {u"GONE"_s, InstanceState::Gone}};
    HERMES_ASSIGN(const auto words, texts(u"states.instance"_s, value));
    for (auto it = words.begin(); it != words.end(); ++it) {
        const auto state = states.find(it.key());
        if (state == states.end())
            return wrong(u"states.instance."_s + it.key());
        map.instanceWords.insert(*state, it.value());
    }
    return {};
}

Status takeAllStates(PlatformMap &map, const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "order"_L1)
            HERMES_TRY(takeStates(map.orderStates, u"states.order"_s, it.value(), orderStateFromName));
        else if (it.key() == "subscription"_L1)
            HERMES_TRY(
                takeStates(map.subscriptionStates, u"states.subscription"_s, it.value(), subscriptionStateFromName));
        else if (it.key() == "instance"_L1)
            HERMES_TRY(takeInstanceWords(map, it.value()));
        else
            return wrong(u"states."_s + it.key());
    }
    return value.isObject() ? Status() : wrong(u"states"_s);
}

Status takePlans(PlatformMap &map, const QJsonValue &value)
{
    static const QStringList tiers{u"container"_s, u"prefab"_s, u"shared"_s};
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        HERMES_ASSIGN(const auto says, texts(u"plans."_s + it.key(), it.value()));
        const QString tier = says.value(u"tier"_s);
        if (says.size() != (tier.isEmpty() ? 1 : 2) || says.value(u"plan"_s).isEmpty()
            || !(tier.isEmpty() || tiers.contains(tier)))
            return wrong(u"plans."_s + it.key());
        map.plans.insert(it.key(), {says.value(u"plan"_s), tier});
    }
    return value.isObject() ? Status() : wrong(u"plans"_s);
}

Status takeOne(PlatformMap &map, const QString &key, const QJsonValue &value)
{
    if (key == "tables"_L1)
        return takeTables(map, value);
    if (key == "columns"_L1)
        return takeColumns(map, value);
    if (key == "states"_L1)
        return takeAllStates(map, value);
    if (key == "plans"_L1)
        return takePlans(map, value);
    if (key == "amountUnit"_L1 && (value == u"minor"_s || value == u"major"_s))
        map.amountInMinor = value == u"minor"_s;
    else if (key == "schema"_L1 && value.isString())
        map.schema = value.toString();
    else if (key == "currency"_L1 && value.isString() && value.toString().size() == 3)
        map.currency = value.toString().toUpper();
    else if (key == "channel"_L1 && value.isString())
        map.channel = value.toString();
    else if (key == "writeBack"_L1 && value.isBool())
        map.writeBack = value.toBool();
    else
        return wrong(key);
    return {};
}

} // namespace

PlatformMap PlatformMap::standard()
{
    PlatformMap map;
    map.tables
        = {{u"order"_s, u"Order"_s}, {u"subscription"_s, u"Subscription"_s}, {u"instance"_s, u"HermesInstance"_s}};
    for (const auto &word : {u"CREATED"_s, u"PENDING"_s, u"NOTPAY"_s, u"UNPAID"_s, u"USERPAYING"_s})
        map.orderStates.insert(word, OrderState::Open);
    map.orderStates.insert(u"PAID"_s, OrderState::Paid);
    for (const auto &word :
        {u"CLOSED"_s, u"CANCELLED"_s, u"CANCELED"_s, u"EXPIRED"_s, u"FAILED"_s, u"REVOKED"_s, u"PAYERROR"_s})
        map.orderStates.insert(word, OrderState::Closed);
    for (const auto &word : {u"REFUND"_s, u"REFUNDED"_s, u"REFUNDING"_s})
        map.orderStates.insert(word, OrderState::Refunded);
    for (const auto &word : {u"PENDING"_s, u"CREATED"_s, u"INCOMPLETE"_s})
        map.subscriptionStates.insert(word, SubscriptionState::Pending);
    for (const auto &word : {u"ACTIVE"_s, u"TRIALING"_s})
        map.subscriptionStates.insert(word, SubscriptionState::Active);
    for (const auto &word : {u"EXPIRED"_s, u"LAPSED"_s, u"CANCELLED"_s, u"CANCELED"_s})
        map.subscriptionStates.insert(word, SubscriptionState::Lapsed);
    return map;
}

Result<PlatformMap> PlatformMap::fromJson(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return fail(ErrorKind::Invalid, translate("Payments", "The file of the platform's names is not a JSON object."),
            problem.errorString(), translate("Payments", "docs/platform-database.md has an example."));
    PlatformMap map = standard();
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it)
        HERMES_TRY(takeOne(map, it.key(), it.value()));
    return map;
}

QStringList PlatformMap::candidates(const QString &table, const QString &column) const
{
    const QString key = table + u'.' + column;
    const auto named = columns.find(key);
    return named != columns.end() ? QStringList{*named} : knownColumns().value(key);
}

std::optional<QString> PlatformMap::instanceWord(InstanceState state) const
{
    // Who has no word for a code that waits calls it what he calls all that is under way.
    if (state == InstanceState::WaitingForScan && !instanceWords.contains(state))
        state = InstanceState::Provisioning;
    const auto word = instanceWords.find(state);
    return word == instanceWords.end() ? std::nullopt : std::optional(*word);
}

OrderState PlatformMap::orderState(const QString &word) const
{
    return orderStates.value(word.toUpper(), OrderState::Unknown);
}

SubscriptionState PlatformMap::subscriptionState(const QString &word) const
{
    return subscriptionStates.value(word.toUpper(), SubscriptionState::Unknown);
}

} // namespace hermes::payments
