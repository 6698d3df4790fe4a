#include "orderdeskprivate.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

// What happens without anybody asking.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

constexpr int inOnePage = 1'000;
/// A transaction that took so long is still seen: its rows carry the time at which they were written, not committed.
constexpr qint64 overlapMs = 120'000;
constexpr qint64 resyncEveryMs = 60'000;

/// Where somebody else has the name of a subscription.
QString otherNameFor(const QString &subscription)
{
    return tenantNameFor(u"subscription "_s + subscription);
}

} // namespace

Result<int> OrderDesk::readChanges(Looked &looked)
{
    // A row that was written with a time of the future must hide none that comes before that.
    HERMES_ASSIGN(const qint64 stored, m_registry.platformCursor());
    const qint64 cursor = qMin(stored, m_clock.wallMs());
    qint64 newest = cursor;
    int changed = 0;
    const qint64 beganMs = m_clock.wallMs();
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
    newest = qMin(newest, m_clock.wallMs());
    if (newest > cursor)
        HERMES_TRY(m_registry.setPlatformCursor(newest));
    m_readMs = beganMs;
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

/// A change that slipped through is seen a minute later: those that somebody waits for are read anew. What is not there
/// any more is kept all the same: it may be another database that is looked at for a while.
Status OrderDesk::resync(const QList<OrderView> &all)
{
    QHash<QString, OrderFacts> awaited;
    for (const OrderView &view : all)
        if (view.settledAt == 0 && (view.deliveredAt == 0 || view.diagnosis.verb != Verb::None))
            awaited.insert(view.facts.order.id, view.facts);
    const QStringList ids = awaited.keys();
    for (qsizetype from = 0; from < ids.size(); from += inOnePage) {
        const QStringList page = ids.mid(from, inOnePage);
        HERMES_ASSIGN(auto facts, m_platform->orders(page));
        QSet<QString> missing(page.begin(), page.end());
        for (const OrderFacts &one : std::as_const(facts))
            missing.remove(one.order.id);
        for (const QString &id : std::as_const(missing)) {
            awaited[id].isGone = true;
            facts.append(awaited[id]);
        }
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
        if (acts && isTellingDue(view))
            if (const Status told = tell(view); !told)
                looked.errors.append(told.error());
        if (!isKept(view))
            done.append(view.facts.order.id);
        else if (view.settledAt == 0)
            settleOne(view, acts, looked);
    }
    if (!done.isEmpty())
        HERMES_TRY(m_registry.forgetOrders(done));
    if (acts)
        askWechat(all, looked);
    // Of before it was read: what others write meanwhile is seen at the next look.
    m_version = version.value_or(-1);
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
    return m_clock.wallMs() - view.askedMs >= qMax(firstMs, age / 4);
}

/// Last of all: who has paid does not wait until WeChat Pay answers about somebody else.
void OrderDesk::askWechat(const QList<OrderView> &all, Looked &looked)
{
    constexpr int inOneLook = 3;
    constexpr qint64 restMs = 60'000;
    constexpr qint64 longestRestMs = 3'600'000;
    for (const OrderView &view : all) {
        if (looked.asked == inOneLook || m_clock.wallMs() < m_askAfterMs)
            return;
        if (!isRefundDue(view) && (view.settledAt > 0 || !isWechatDue(view)))
            continue;
        const QString question = view.facts.order.id + u'\n' + (view.handOff ? view.handOff->refundNo : QString());
        if (m_clock.wallMs() < m_refused.value(question).untilMs)
            continue;
        ++looked.asked;
        const Status answered = askDue(view);
        if (answered || answered.error().kind == ErrorKind::NotFound) {
            m_refused.remove(question);
            continue;
        }
        looked.errors.append(answered.error());
        const ErrorKind kind = answered.error().kind;
        if (kind == ErrorKind::Conflict)
            continue; // it has answered, about something else than was recorded
        if (kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Cancelled) {
            m_askAfterMs = m_clock.wallMs() + restMs;
            continue;
        }
        // About this one, and it may stay so: the others are asked about all the same.
        Refused &refused = m_refused[question];
        refused.restMs = qBound(restMs, 2 * refused.restMs, longestRestMs);
        refused.untilMs = m_clock.wallMs() + refused.restMs;
    }
}

/// The same again less and less often: whoever else writes that row may say otherwise for good, or forbid it.
bool OrderDesk::isTellingDue(const OrderView &view)
{
    constexpr qint64 firstRestMs = 60'000;
    constexpr qint64 longestRestMs = 3'600'000;
    if (view.untold.isEmpty())
        return false;
    const qint64 now = m_clock.wallMs();
    Told &last = m_told[view.facts.instance->id];
    const bool isSame = last.wish == view.untold;
    if (isSame && now - last.atMs < last.restMs)
        return false;
    last = {view.untold, now, isSame ? qMin(2 * last.restMs, longestRestMs) : firstRestMs};
    return true;
}

Status OrderDesk::tell(const OrderView &view)
{
    const InstanceRow &row = *view.facts.instance;
    const auto asJson = [](const QString &url, const QString &ref, int port, const QString &status) {
        return QJsonObject{{u"baseUrl"_s, url}, {u"externalRef"_s, ref}, {u"hostPort"_s, port}, {u"status"_s, status}};
    };
    const InstanceWish &wish = view.untold;
    const QJsonObject detail{{u"instance"_s, row.id}, {u"order"_s, view.facts.order.id},
        {u"before"_s, asJson(row.baseUrl, row.externalRef, row.hostPort, row.rawState)},
        {u"after"_s,
            asJson(wish.baseUrl.value_or(row.baseUrl), wish.externalRef.value_or(row.externalRef),
                wish.hostPort.value_or(row.hostPort), wish.status.value_or(row.rawState))}};
    HERMES_TRY(m_registry.writeAudit(m_actor, u"platform.tell"_s, view.tenant, detail));
    HERMES_ASSIGN(const bool isTold, m_platform->writeInstance(row, wish));
    if (!isTold)
        return fail(ErrorKind::Conflict,
            translate("Orders", "The platform changed its row about %1 meanwhile.").arg(view.tenant), row.id,
            translate("Orders", "It is read again and told within a minute."));
    return {};
}

void OrderDesk::settleOne(const OrderView &view, bool acts, Looked &looked)
{
    const QString &id = view.facts.order.id;
    const bool isDelivered = view.deliveredAt == 0 && isLive(view) && view.phase == Phase::Ready
        && view.facts.order.state == OrderState::Paid && !view.diagnosis.isLocked;
    if (isDelivered)
        if (const Status noted = m_registry.noteDelivered(id, qMax(view.facts.order.paidMs, view.phaseSince)); !noted)
            looked.errors.append(noted.error());
    if (!acts)
        return;
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
        // Who destroyed it knew why; what is old, a person decides; whose money goes back gets nothing.
        if (view.diagnosis.isLocked || !view.tenantId.isEmpty() || m_clock.wallMs() - order.paidMs > oldMs)
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
        if (!isLive(view) || (view.diagnosis.finding == Finding::Refunded && view.hasOtherPaid))
            return QString();
        HERMES_ASSIGN(const bool paused, m_registry.pauseForLapse(view.tenantId, m_actor));
        if (paused)
            m_hands.kick(view.tenantId);
        return paused ? u"lapse"_s : QString();
    }
    case Finding::Delivered:
    case Finding::RowDiffers:
    case Finding::WaitingForScan: {
        const auto plan = m_hands.plan(order.planCode);
        if (!plan || !isLatest(view.facts) || !isUpgrade(view, plan->tier))
            return QString();
        HERMES_ASSIGN(const bool begun, m_hands.changeTier(view.tenant, plan->tier));
        return begun ? u"migrate"_s : QString();
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

Result<ProvisionRequest> OrderDesk::requestFor(const Order &order)
{
    HERMES_ASSIGN(const Plan plan, m_hands.plan(order.planCode));
    HERMES_ASSIGN(const auto live, m_registry.tenants());
    ProvisionRequest request;
    request.name = tenantNameFor(order.subscriptionId);
    const bool isTaken = std::any_of(live.begin(), live.end(), [&](const Tenant &tenant) {
        return tenant.name == request.name && tenant.subscription != order.subscriptionId;
    });
    if (isTaken)
        request.name = otherNameFor(order.subscriptionId);
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
    Status done = m_hands.provision(request);
    if (done || done.error().kind != ErrorKind::Conflict)
        return done;
    // Somebody was quicker: it is served now, or the name is taken.
    HERMES_ASSIGN(const Tenants all, tenants());
    if (all.of(view.facts.order) && all.of(view.facts.order)->phase != Phase::Gone)
        return {};
    request.name = otherNameFor(request.subscription);
    return m_hands.provision(request);
}

} // namespace hermes
