#include "orderdesk.h"

#include "home.h"
#include "logging.h"

#include <QCryptographicHash>
#include <algorithm>

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

constexpr int inOnePage = 1'000;
/// A transaction that took so long is still seen: its rows carry the time at which they were written, not committed.
constexpr qint64 overlapMs = 120'000;
constexpr qint64 resyncEveryMs = 60'000;
constexpr qint64 openForMs = 48LL * 3'600'000; ///< an order that nobody paid is of interest for so long
constexpr qint64 keptForMs = 30LL * 24 * 3'600'000; ///< one that is done
constexpr qint64 dayMs = 24LL * 3'600'000;

/// No paid order of its subscription came after it.
bool isLatest(const OrderFacts &facts)
{
    return std::none_of(facts.siblings.begin(), facts.siblings.end(), [&](const Order &other) {
        return other.state == OrderState::Paid
            && std::pair(other.paidMs, other.id) > std::pair(facts.order.paidMs, facts.order.id);
    });
}

bool hasOtherPaid(const OrderFacts &facts)
{
    return std::any_of(facts.siblings.begin(), facts.siblings.end(),
        [](const Order &other) { return other.state == OrderState::Paid; });
}

bool isLive(const OrderView &view)
{
    return !view.tenantId.isEmpty() && view.phase != Phase::Gone;
}

} // namespace

/// The fleet as orders ask for it.
struct OrderDesk::Tenants {
    QHash<QString, Tenant> bySubscription; ///< the live one, else the one that went last
    QHash<QString, Tenant> byOrder;
    QHash<QString, Ports> ports;
    QSet<QString> lapsed;

    [[nodiscard]] const Tenant *of(const Order &order) const
    {
        const auto bySub = bySubscription.find(order.subscriptionId);
        if (!order.subscriptionId.isEmpty() && bySub != bySubscription.end())
            return &*bySub;
        const auto own = byOrder.find(order.id);
        return own == byOrder.end() ? nullptr : &*own;
    }
};

QString tenantNameFor(const QString &subscription)
{
    const QString plain = subscription.toLower();
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
        const bool isPaid = facts.order.state == OrderState::Paid || facts.order.state == OrderState::Refunded;
        if (!latest || (isPaid && facts.order.paidMs >= latest->order.paidMs))
            latest = std::move(facts);
    }
    if (!latest)
        return {};
    const bool isLapsed = latest->subscription && latest->subscription->state == SubscriptionState::Lapsed;
    return latest->order.state == OrderState::Paid && isLapsed ? u"LAPSED"_s : orderStateName(latest->order.state);
}

OrderDesk::OrderDesk(Registry &registry, std::unique_ptr<PlatformDb> platform, PlatformMap map, const Clock &clock,
    Actor actor, Hands hands)
    : m_registry(registry)
    , m_platform(std::move(platform))
    , m_map(std::move(map))
    , m_clock(clock)
    , m_actor(std::move(actor))
    , m_hands(std::move(hands))
{ }

OrderDesk::~OrderDesk() = default;

QStringList OrderDesk::reasons()
{
    return {u"CALLBACK_LOST"_s, u"CUSTOMER_ASKED"_s, u"HOST_TROUBLE"_s, u"WRONG_AMOUNT"_s, u"DUPLICATE"_s,
        u"TEST_ORDER"_s, u"OTHER"_s};
}

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
    return all;
}

OrderView OrderDesk::view(
    const OrderFacts &facts, const std::optional<Registry::OrderRecord> &record, const Tenants &tenants) const
{
    OrderView view;
    view.facts = facts;
    if (record) {
        view.wechat = answerFromJson(record->wechat);
        view.deliveredAt = record->deliveredAt;
        view.settledAt = record->settledAt;
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
    known.planKnown = m_hands.plan(facts.order.planCode).has_value();
    known.wasDelivered = view.deliveredAt > 0;
    if (const Tenant *tenant = tenants.of(facts.order)) {
        view.tenantId = tenant->id;
        view.tenant = tenant->name;
        view.phase = tenant->phase;
        view.reason = tenant->reason;
        view.hostId = tenant->hostId;
        view.tenantOrder = tenant->order;
        view.tier = tenant->tier;
        view.observedAt = tenant->observedAt;
        known.tenant = ServedBy{tenant->name, tenant->presence, tenant->phase, tenant->reason,
            tenant->hostId.isEmpty() && tenant->phase == Phase::Blocked && tenant->generation > 1,
            tenants.lapsed.contains(tenant->id), tenants.ports.value(tenant->id).dashboard};
    }
    view.diagnosis = diagnose(known);
    if (view.diagnosis.verb == Verb::WriteBack && !m_map.writesBack)
        view.diagnosis.verb = Verb::None;
    if (view.settledAt > 0)
        view.diagnosis.waits = false;
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
    if (view.settledAt > 0 || (view.deliveredAt > 0 && !isLive(view)))
        return now - qMax(view.settledAt, view.deliveredAt) < keptForMs;
    if (view.diagnosis.waits || view.diagnosis.verb == Verb::Redrive
        || (isLive(view) && view.diagnosis.verb != Verb::None))
        return true;
    if (order.state == OrderState::Open)
        return now - order.createdMs < openForMs;
    return isLive(view) && isLatest(view.facts);
}

Result<int> OrderDesk::readChanges(Looked &looked)
{
    HERMES_ASSIGN(const qint64 cursor, m_registry.platformCursor());
    qint64 newest = cursor;
    int changed = 0;
    for (QString after;;) {
        HERMES_ASSIGN(
            const auto changes, m_platform->changesSince(qMax<qint64>(0, cursor - overlapMs), after, inOnePage));
        newest = qMax(newest, changes.newestMs);
        looked.read += int(changes.orders.size());
        if (!changes.orders.isEmpty()) {
            HERMES_ASSIGN(const auto seen, views(changes.orders));
            HERMES_ASSIGN(const int noted, note(seen));
            changed += noted;
        }
        if (!changes.more)
            break;
        after = changes.orders.last().order.id;
    }
    // Only now: whoever dies before reads them again.
    if (newest > cursor)
        HERMES_TRY(m_registry.setPlatformCursor(newest));
    return changed;
}

Result<int> OrderDesk::note(const QList<OrderView> &seen)
{
    QList<Registry::OrderRecord> records;
    for (const OrderView &view : seen)
        if (view.rowVersion >= 0 || isKept(view))
            records.append({view.facts.order.id, view.facts.order.subscriptionId, factsToJson(view.facts)});
    return m_registry.noteOrders(records);
}

/// A change that slipped through is seen a minute later: those that somebody waits for are read anew.
Status OrderDesk::resync(const QList<OrderView> &all)
{
    QStringList ids;
    for (const OrderView &view : all)
        if (view.settledAt == 0 && (view.deliveredAt == 0 || view.diagnosis.verb != Verb::None))
            ids.append(view.facts.order.id);
    for (qsizetype from = 0; from < ids.size(); from += inOnePage) {
        HERMES_ASSIGN(const auto facts, m_platform->orders(ids.mid(from, inOnePage)));
        HERMES_ASSIGN(const auto seen, views(facts));
        HERMES_ASSIGN(const int changed, note(seen));
        m_resynced += changed;
    }
    return {};
}

Result<OrderDesk::Looked> OrderDesk::look(bool acts)
{
    const std::lock_guard lock(m_looking);
    Looked looked;
    HERMES_ASSIGN(looked.changed, readChanges(looked));
    m_readMs = m_clock.wallMs();
    const bool isDue = m_readMs - m_actedMs >= resyncEveryMs;
    const auto version = m_registry.dataVersion();
    if (looked.changed == 0 && !isDue && version && *version == m_version)
        return looked;
    HERMES_ASSIGN(auto all, kept());
    if (isDue) {
        m_actedMs = m_readMs;
        HERMES_TRY(resync(all));
        if (std::exchange(m_resynced, 0) > 0) {
            HERMES_ASSIGN(all, kept());
        }
    }
    QStringList done;
    for (const OrderView &view : std::as_const(all)) {
        if (!isKept(view))
            done.append(view.facts.order.id);
        else if (view.settledAt == 0)
            settleOne(view, acts, looked);
    }
    if (!done.isEmpty())
        HERMES_TRY(m_registry.forgetOrders(done));
    // What this look itself wrote is no reason for another.
    m_version = m_registry.dataVersion().value_or(-1);
    return looked;
}

/// Callbacks come only for what succeeded, and not surely: an order that stays open is asked about after a minute, then
/// less and less often.
bool OrderDesk::isWechatDue(const OrderView &view) const
{
    constexpr qint64 firstMs = 60'000;
    const Order &order = view.facts.order;
    const qint64 age = m_clock.wallMs() - order.createdMs;
    if (!m_hands.ask || order.tradeNo.isEmpty() || order.state != OrderState::Open || age < firstMs)
        return false;
    return !view.wechat || m_clock.wallMs() - view.wechat->askedMs >= qMax(firstMs, age / 4);
}

Result<WechatAnswer> OrderDesk::ask(const QString &id)
{
    HERMES_ASSIGN(const OrderView before, order(id));
    const QString &tradeNo = before.facts.order.tradeNo;
    if (tradeNo.isEmpty())
        return fail(ErrorKind::Invalid,
            translate("Orders", "Order %1 has no trade number to ask WeChat Pay by.").arg(id), {},
            translate("Orders", "Look for it at the merchant's site."));
    if (!m_hands.ask)
        return fail(ErrorKind::Invalid, translate("Orders", "Nobody here can ask WeChat Pay."));
    HERMES_ASSIGN(const WechatAnswer answer, m_hands.ask(tradeNo));
    HERMES_TRY(m_registry.noteOrders({{id, before.facts.order.subscriptionId, factsToJson(before.facts)}}));
    HERMES_TRY(m_registry.noteWechat(id, answerToJson(answer)));
    return answer;
}

void OrderDesk::settleOne(const OrderView &view, bool acts, Looked &looked)
{
    const QString &id = view.facts.order.id;
    const bool isDelivered = view.deliveredAt == 0 && isLive(view) && view.phase == Phase::Ready
        && view.facts.order.state == OrderState::Paid && !view.diagnosis.isLocked;
    if (isDelivered)
        if (const Status noted = m_registry.noteDelivered(id, qMax(view.facts.order.paidMs, m_clock.wallMs())); !noted)
            looked.errors.append(noted.error());
    if (!acts)
        return;
    constexpr int inOneLook = 3;
    if (isWechatDue(view) && looked.asked < inOneLook) {
        ++looked.asked;
        if (const auto answer = ask(id); !answer && answer.error().kind != ErrorKind::NotFound)
            looked.errors.append(answer.error());
    }
    const auto followed = follow(view);
    if (!followed)
        looked.errors.append(followed.error());
    else if (!followed->isEmpty())
        looked.done.append(*followed + u' ' + id);
}

/// What happens without anybody asking. Every step can be done again.
Result<QString> OrderDesk::follow(const OrderView &view)
{
    const Order &order = view.facts.order;
    switch (view.diagnosis.finding) {
    case Finding::NotRequested:
        // Who destroyed it knew why; what is old, a person decides.
        if (!view.tenantId.isEmpty() || m_clock.wallMs() - order.paidMs > oldMs)
            return QString();
        HERMES_TRY(provision(view));
        return u"provision"_s;
    case Finding::Stopped: {
        HERMES_ASSIGN(const bool resumed, m_registry.resumeFromLapse(view.tenantId, m_actor));
        if (resumed)
            m_hands.kick(view.tenantId);
        return resumed ? u"reactivate"_s : QString();
    }
    case Finding::Closed:
        // What was made by hand for a subscription is not ended by an order that nobody paid.
        if (view.diagnosis.verb != Verb::Pause || view.tenantOrder != order.id)
            return QString();
        [[fallthrough]];
    case Finding::Lapsed:
    case Finding::Refunded: {
        if (!isLive(view) || (view.diagnosis.finding == Finding::Refunded && hasOtherPaid(view.facts)))
            return QString();
        HERMES_ASSIGN(const bool paused, m_registry.pauseForLapse(view.tenantId, m_actor));
        if (paused)
            m_hands.kick(view.tenantId);
        return paused ? u"lapse"_s : QString();
    }
    case Finding::Delivered:
    case Finding::WaitingForScan: {
        const auto plan = m_hands.plan(order.planCode);
        if (!plan || !isLatest(view.facts) || !isUpgrade(view, plan->tier))
            return QString();
        HERMES_TRY(m_hands.changeTier(view.tenant, plan->tier));
        return u"migrate"_s;
    }
    default:
        return QString();
    }
}

/// Bought as a container of its own, and it is none yet.
bool OrderDesk::isUpgrade(const OrderView &view, Tier bought) const
{
    return bought == Tier::Container && view.tier != Tier::Container;
}

Result<ProvisionRequest> OrderDesk::requestFor(const Order &order) const
{
    HERMES_ASSIGN(const Plan plan, m_hands.plan(order.planCode));
    ProvisionRequest request;
    request.name = tenantNameFor(order.subscriptionId);
    request.subscription = order.subscriptionId;
    request.order = order.id;
    request.planCode = plan.code;
    request.tier = plan.tier;
    return request;
}

Status OrderDesk::provision(const OrderView &view)
{
    HERMES_ASSIGN(ProvisionRequest request, requestFor(view.facts.order));
    // An order is served once: after a tenant was destroyed, a person may have it served again.
    if (!view.tenantId.isEmpty())
        request.order.clear();
    const Status done = m_hands.provision(request);
    if (done || done.error().kind != ErrorKind::Conflict)
        return done;
    // Somebody else has that name.
    const QString other = tenantNameFor(u"subscription "_s + request.subscription);
    HERMES_ASSIGN(const Tenants all, tenants());
    if (all.of(view.facts.order) && all.of(view.facts.order)->phase != Phase::Gone)
        return {}; // it was served meanwhile
    request.name = other;
    return m_hands.provision(request);
}

Result<OrderDesk::Board> OrderDesk::board()
{
    HERMES_ASSIGN(const auto all, kept());
    Board board;
    board.readMs = m_readMs;
    const qint64 now = m_clock.wallMs();
    for (const OrderView &view : all) {
        if (view.settledAt > 0 && view.diagnosis.verb == Verb::HandOff)
            board.handOffs.append(view);
        else if (view.diagnosis.waits)
            board.waiting.append(view);
        else if (view.deliveredAt > 0 && now - view.deliveredAt < dayMs)
            board.delivered.append(view);
    }
    std::sort(board.waiting.begin(), board.waiting.end(), [](const OrderView &a, const OrderView &b) {
        return std::pair(a.facts.order.paidMs, a.facts.order.id) < std::pair(b.facts.order.paidMs, b.facts.order.id);
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

Result<OrderView> OrderDesk::order(const QString &id)
{
    HERMES_ASSIGN(const OrderFacts facts, m_platform->order(id));
    HERMES_ASSIGN(const auto found, views({facts}));
    return found.first();
}

Result<OrderDesk::Recovered> OrderDesk::recover(const Recovery &recovery)
{
    constexpr qsizetype shortestNote = 3;
    if (!reasons().contains(recovery.reason))
        return fail(ErrorKind::Invalid, translate("Orders", "'%1' is no reason.").arg(recovery.reason), {},
            translate("Orders", "Choose one of %1.").arg(reasons().join(u", "_s)));
    if (recovery.note.trimmed().size() < shortestNote)
        return fail(ErrorKind::Invalid, translate("Orders", "A note is needed."), {},
            translate("Orders", "Write in a few words why this is done."));
    HERMES_ASSIGN(const OrderView before, order(recovery.id));
    HERMES_ASSIGN(const int noted,
        m_registry.noteOrders({{before.facts.order.id, before.facts.order.subscriptionId, factsToJson(before.facts)}}));
    if (noted > 0)
        qCInfo(logCore) << "order" << recovery.id << "was read anew";
    Registry::OrderAct act;
    act.id = recovery.id;
    act.rowVersion = recovery.rowVersion;
    act.key = recovery.key;
    act.verb = u"order."_s + verbName(recovery.verb).toLower();
    act.detail = {{u"reason"_s, recovery.reason}, {u"note"_s, recovery.note.trimmed()},
        {u"finding"_s, findingName(before.diagnosis.finding)}, {u"tenant"_s, before.tenant},
        {u"before"_s, phaseName(before.phase)}};
    if (recovery.verb == Verb::Close || recovery.verb == Verb::HandOff)
        act.change = [now = m_clock.wallMs()](Registry::OrderRecord &record) { record.settledAt = now; };
    // The same click again is answered before anything is judged: what it did may have changed what is proposed.
    HERMES_ASSIGN(const bool isKnown, m_registry.isOrderActKnown(recovery.key));
    if (!isKnown && recovery.verb != before.diagnosis.verb)
        return fail(ErrorKind::Conflict,
            before.diagnosis.verb == Verb::None
                ? translate("Orders", "Nothing is to be done about order %1 now.").arg(recovery.id)
                : translate("Orders", "For order %1 something else is proposed now: %2.")
                      .arg(recovery.id, verbName(before.diagnosis.verb)),
            findingName(before.diagnosis.finding), translate("Orders", "Reload it and look again before you act."));
    HERMES_ASSIGN(const auto acted, m_registry.actOnOrder(act, m_actor));
    if (!acted.unchanged)
        HERMES_TRY(carryOut(recovery.verb, before));
    HERMES_ASSIGN(const OrderView after, order(recovery.id));
    return Recovered{after, acted.unchanged};
}

Status OrderDesk::carryOut(Verb verb, const OrderView &view)
{
    switch (verb) {
    case Verb::Provision:
        return provision(view);
    case Verb::Retry:
        return m_hands.retry(view.tenant);
    case Verb::Replace:
        return m_hands.replace(view.tenant);
    case Verb::Start: {
        HERMES_ASSIGN(
            const Tenant started, m_registry.setPresence(view.tenantId, Presence::Present, u"start"_s, -1, m_actor));
        m_hands.kick(started.id);
        return {};
    }
    case Verb::Pause:
    case Verb::HandOff: {
        // Nothing is served that has to be paid back.
        if (!isLive(view) || (verb == Verb::HandOff && view.diagnosis.finding != Finding::Refunded))
            return {};
        HERMES_ASSIGN(const bool paused, m_registry.pauseForLapse(view.tenantId, m_actor));
        if (paused)
            m_hands.kick(view.tenantId);
        return {};
    }
    case Verb::Close:
        return {};
    case Verb::ShowCode:
    case Verb::Rebind:
        return fail(ErrorKind::Conflict, translate("Orders", "Somebody has to scan for %1.").arg(view.tenant), {},
            verb == Verb::Rebind ? translate("Orders", "hermes-admin rebind %1").arg(view.tenant)
                                 : translate("Orders", "hermes-admin bind %1").arg(view.tenant));
    case Verb::AskAgain: {
        HERMES_TRY(ask(view.facts.order.id));
        return {};
    }
    case Verb::Redrive:
    case Verb::WriteBack:
    case Verb::None:
        break;
    }
    return fail(ErrorKind::Invalid, translate("Orders", "This program cannot do that yet: %1.").arg(verbName(verb)), {},
        translate("Orders", "Do it at the platform; the order is read again within a minute."));
}

} // namespace hermes
