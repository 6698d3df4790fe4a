#include "orderdeskprivate.h"

#include "home.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

constexpr qint64 openForMs = 48LL * 3'600'000; ///< an order that nobody paid is of interest for so long
constexpr qint64 keptForMs = 30LL * 24 * 3'600'000; ///< one that is done

qint64 midnightBefore(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).date().startOfDay().toMSecsSinceEpoch();
}

/// What was handed on for this reason stays so, also where its record was forgotten meanwhile; and what was paid back
/// needs nobody.
bool isSettledByHandOff(const OrderView &view)
{
    const Diagnosis &now = view.diagnosis;
    return view.handOff
        && (view.handOff->finding == findingName(now.finding) || (isPaidBack(*view.handOff) && now.verb == Verb::None));
}

/// The customer agreed to another amount: whether he is served is to be decided once more.
bool isToBeServed(const OrderView &view)
{
    return view.diagnosis.finding == Finding::AmountMismatch && view.handOff && isKept(*view.handOff);
}

/// Whether that a person closed it or handed it on still says something about it.
bool isSettledAs(const OrderView &view, const QString &as)
{
    // Older programs did not write down as what; that somebody is served who has his money back is something else.
    return as.isEmpty() ? view.diagnosis.verb != Verb::Pause : as == findingName(view.diagnosis.finding);
}

} // namespace

bool isLatest(const OrderFacts &facts)
{
    return std::none_of(facts.siblings.begin(), facts.siblings.end(), [&](const Order &other) {
        return other.state == OrderState::Paid
            && std::pair(other.paidMs, other.id) > std::pair(facts.order.paidMs, facts.order.id);
    });
}

bool isLive(const OrderView &view)
{
    return !view.tenantId.isEmpty() && view.phase != Phase::Gone;
}

QString tenantNameFor(const QString &subscription)
{
    QString plain = subscription.toLower();
    if (home::validateTenantName(plain))
        return plain;
    const QByteArray hash = QCryptographicHash::hash(subscription.toUtf8(), QCryptographicHash::Sha256);
    return u"s-"_s + QString::fromLatin1(hash.toHex().left(16));
}

QString paymentStateOf(const QStringList &orderFacts)
{
    std::optional<OrderFacts> latest;
    for (const QString &json : orderFacts) {
        OrderFacts facts = factsFromJson(json);
        if (facts.isGone)
            continue;
        const bool isPaid = facts.order.state == OrderState::Paid || facts.order.state == OrderState::Refunded;
        if (!latest || (isPaid && facts.order.paidMs >= latest->order.paidMs))
            latest = std::move(facts);
    }
    if (!latest)
        return {};
    const bool isLapsed = latest->subscription && latest->subscription->state == SubscriptionState::Lapsed;
    return latest->order.state == OrderState::Paid && isLapsed ? u"LAPSED"_s : orderStateName(latest->order.state);
}

OrderDesk::OrderDesk(
    Registry &registry, std::unique_ptr<PlatformDb> platform, const Clock &clock, Actor actor, Hands hands)
    : m_registry(registry)
    , m_platform(std::move(platform))
    , m_clock(clock)
    , m_actor(std::move(actor))
    , m_hands(std::move(hands))
{ }

OrderDesk::~OrderDesk() = default;

Result<OrderDesk::Tenants> OrderDesk::tenants()
{
    Tenants all;
    HERMES_ASSIGN(const auto rows, m_registry.tenants(true));
    const auto take = [](QHash<QString, Tenant> &into, const QString &key, const Tenant &tenant) {
        if (key.isEmpty())
            return;
        const auto before = into.find(key);
        const bool isBetter = before == into.end() || (before->phase == Phase::Gone && tenant.phase != Phase::Gone)
            || (before->phase == Phase::Gone && tenant.createdAt > before->createdAt);
        if (isBetter)
            into.insert(key, tenant);
    };
    for (const Tenant &tenant : rows) {
        take(all.bySubscription, tenant.subscription, tenant);
        take(all.byOrder, tenant.order, tenant);
    }
    HERMES_ASSIGN(all.ports, m_registry.portsOfAll());
    HERMES_ASSIGN(const QStringList lapsed, m_registry.lapsedTenants());
    all.lapsed = QSet<QString>(lapsed.begin(), lapsed.end());
    HERMES_ASSIGN(const auto handOffs, m_registry.handOffs());
    for (const Registry::HandOff &handOff : handOffs)
        all.handOffs.insert(handOff.orderId, handOffFrom(handOff));
    if (m_hands.instance) {
        HERMES_ASSIGN(const auto hosts, m_registry.hosts());
        for (const Host &host : hosts)
            all.hosts.insert(host.id, host);
    }
    return all;
}

OrderView OrderDesk::view(
    const OrderFacts &facts, const std::optional<Registry::OrderRecord> &record, const Tenants &tenants) const
{
    OrderView view;
    view.facts = facts;
    if (record) {
        view.wechat = answerFromJson(record->wechat);
        view.askedMs = view.wechat ? view.wechat->askedMs : 0;
        if (view.askedMs > 0 && view.wechat->tradeState.isEmpty())
            view.wechat.reset(); // it did not know the order
        view.deliveredAt = record->deliveredAt;
        view.rowVersion = record->rowVersion;
        view.changedBy = record->changedBy;
        view.changedAt = record->changedAt;
    }
    Case known;
    known.wechat = view.wechat;
    known.order = facts.order;
    known.subscription = facts.subscription;
    known.instance = facts.instance;
    known.siblings = facts.siblings;
    for (Order &other : known.siblings)
        if (const auto handOff = tenants.handOffs.find(other.id);
            handOff != tenants.handOffs.end() && isPaidBack(*handOff))
            other.state = OrderState::Refunded;
    view.hasOtherPaid = std::any_of(known.siblings.begin(), known.siblings.end(),
        [](const Order &other) { return other.state == OrderState::Paid; });
    known.isGone = facts.isGone;
    known.planKnown = m_hands.plan(facts.order.planCode).has_value();
    known.wasDelivered = view.deliveredAt > 0;
    if (const auto handOff = tenants.handOffs.find(facts.order.id); handOff != tenants.handOffs.end())
        known.handOff = view.handOff = *handOff;
    if (const Tenant *tenant = tenants.of(facts.order)) {
        view.tenantId = tenant->id;
        view.tenant = tenant->name;
        view.phase = tenant->phase;
        view.reason = tenant->reason;
        view.hostId = tenant->hostId;
        view.tenantOrder = tenant->order;
        view.phaseSince = tenant->phaseSince;
        view.tier = tenant->tier;
        view.observedAt = tenant->observedAt;
        known.tenant = ServedBy{tenant->name, tenant->presence, tenant->phase, tenant->reason,
            tenant->hostId.isEmpty() && tenant->phase == Phase::Blocked && tenant->generation > 1,
            tenants.lapsed.contains(tenant->id), tenants.ports.value(tenant->id).dashboard};
        if (m_hands.instance && facts.instance && isLatest(facts))
            view.untold = untoldOf(
                *facts.instance, m_hands.instance(*tenant, tenants.ports.value(tenant->id), tenants.hostOf(*tenant)));
        known.instanceDiffers = !view.untold.isEmpty();
    }
    view.diagnosis = diagnose(known);
    // What nobody here can do is not proposed: it is done at the platform, and seen here afterwards.
    const bool canAsk = m_hands.ask && !facts.order.tradeNo.isEmpty();
    const Verb verb = view.diagnosis.verb;
    if ((verb == Verb::WriteBack && view.untold.isEmpty()) || (verb == Verb::Redrive && !(m_hands.redrive && canAsk))
        || (verb == Verb::AskAgain && !canAsk))
        view.diagnosis.verb = Verb::None;
    // What has become something else since is not settled any more.
    const qint64 settledAt = record ? record->settledAt : 0;
    const bool isSettled = settledAt > 0 && isSettledAs(view, record->settledAs);
    if ((isSettled || isSettledByHandOff(view)) && !isToBeServed(view)) {
        view.settledAt = settledAt > 0 ? settledAt : view.handOff->atMs;
        view.diagnosis.waits = false;
        view.diagnosis.verb = Verb::None;
    }
    return view;
}

Result<QList<OrderView>> OrderDesk::views(const QList<OrderFacts> &facts)
{
    HERMES_ASSIGN(const Tenants all, tenants());
    HERMES_ASSIGN(const auto records, m_registry.orderRecords());
    QHash<QString, Registry::OrderRecord> byId;
    for (const auto &record : records)
        byId.insert(record.id, record);
    QList<OrderView> found;
    for (const OrderFacts &one : facts) {
        const auto record = byId.find(one.order.id);
        found.append(view(one, record == byId.end() ? std::nullopt : std::optional(*record), all));
    }
    return found;
}

Result<QList<OrderView>> OrderDesk::kept()
{
    HERMES_ASSIGN(const Tenants all, tenants());
    HERMES_ASSIGN(const auto records, m_registry.orderRecords());
    QList<OrderView> found;
    for (const auto &record : records)
        found.append(view(factsFromJson(record.facts), record, all));
    return found;
}

/// Somebody may have to act on it, or wants to see it beside its tenant.
bool OrderDesk::isKept(const OrderView &view) const
{
    const qint64 now = m_clock.wallMs();
    const Order &order = view.facts.order;
    if (isHandOffOpen(view))
        return true;
    // The platform is told of its end, too.
    if (!view.untold.isEmpty() && now - view.phaseSince < keptForMs)
        return true;
    if (view.settledAt > 0 || (view.deliveredAt > 0 && !isLive(view)))
        return isLive(view) || now - qMax(view.settledAt, view.deliveredAt) < keptForMs;
    if (view.diagnosis.waits || view.diagnosis.finding == Finding::NotRecorded
        || (isLive(view) && view.diagnosis.verb != Verb::None))
        return true;
    if (order.state == OrderState::Open)
        return now - order.createdMs < openForMs;
    // Somebody may teach this program the word.
    if (order.state == OrderState::Unknown)
        return now - order.createdMs < keptForMs;
    return isLive(view) && isLatest(view.facts);
}

Result<OrderDesk::Board> OrderDesk::board()
{
    // As old as what is shown at least.
    Board board;
    board.readMs = m_readMs;
    HERMES_ASSIGN(const auto others, m_registry.platformLook());
    board.readMs = qMax(board.readMs, others.readAt);
    HERMES_ASSIGN(const auto all, kept());
    const qint64 today = midnightBefore(m_clock.wallMs());
    for (const OrderView &view : all) {
        const bool isHandedOff = isHandOffOpen(view);
        if (isHandedOff)
            board.handOffs.append(view);
        if (view.diagnosis.waits)
            board.waiting.append(view);
        else if (!isHandedOff && view.deliveredAt >= today)
            board.delivered.append(view);
    }
    std::sort(board.waiting.begin(), board.waiting.end(), [](const OrderView &a, const OrderView &b) {
        return std::pair(a.waitsSince(), a.facts.order.id) < std::pair(b.waitsSince(), b.facts.order.id);
    });
    std::sort(board.delivered.begin(), board.delivered.end(),
        [](const OrderView &a, const OrderView &b) { return a.deliveredAt > b.deliveredAt; });
    return board;
}

Result<QList<OrderView>> OrderDesk::orders(const PlatformDb::OrderQuery &query)
{
    PlatformDb::OrderQuery asked = query;
    if (!query.text.isEmpty()) {
        // A tenant's name is ours: the platform knows its subscription.
        HERMES_ASSIGN(const Tenants all, tenants());
        for (auto it = all.bySubscription.begin(); it != all.bySubscription.end(); ++it)
            if (it->name.contains(query.text, Qt::CaseInsensitive) && asked.subscriptions.size() < 100)
                asked.subscriptions.append(it.key());
    }
    HERMES_ASSIGN(const auto facts, m_platform->orders(asked));
    return views(facts);
}

/// An order that the platform has no more, as it was.
Result<std::optional<OrderFacts>> OrderDesk::lastSeen(const QString &id)
{
    HERMES_ASSIGN(const auto records, m_registry.orderRecords());
    const auto record = std::find_if(
        records.begin(), records.end(), [&](const Registry::OrderRecord &each) { return each.id == id; });
    if (record == records.end())
        return std::nullopt;
    OrderFacts facts = factsFromJson(record->facts);
    facts.isGone = true;
    return facts;
}

Result<OrderView> OrderDesk::order(const QString &id)
{
    auto facts = m_platform->order(id);
    if (!facts && facts.error().kind == ErrorKind::NotFound) {
        HERMES_ASSIGN(const auto last, lastSeen(id));
        if (last)
            facts = *last;
    }
    if (!facts)
        return tl::unexpected<Error>(std::move(facts).error());
    HERMES_ASSIGN(const auto found, views({*facts}));
    return found.first();
}

} // namespace hermes
