#include "demobackend.h"
#include "demoready.h"

#include <utility>

// The invented platform's orders behind the window's interface, and what a recovery does to the fleet.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 readEveryMs = 5'000;

/// An answer that nobody gets any more: one that is thrown away unanswered would call back whoever asked, who may be
/// gone by then.
template <class Promise> void keepForEver(Promise promise)
{
    static auto *const kept = new std::vector<Promise>;
    kept->push_back(std::move(promise));
}

} // namespace

DemoBackend::~DemoBackend()
{
    keepForEver(std::move(m_noBoard));
    for (auto &held : m_heldCards)
        keepForEver(std::move(held.first));
    for (auto &held : m_heldRecoveries)
        keepForEver(std::move(held.first));
}

void DemoBackend::fillOrders()
{
    DemoOrders::State state = DemoOrders::State::Normal;
    if (m_scene == Scene::Empty || m_scene == Scene::NoHosts)
        state = DemoOrders::State::Unset;
    else if (m_scene == Scene::Unreadable)
        state = DemoOrders::State::Unreadable;
    setOrders(state);
}

void DemoBackend::setOrders(DemoOrders::State state)
{
    m_orders.fill(state, m_fleet.tenants);
    m_ordersPushedMs = m_clock.wallMs();
    pushOrders();
}

void DemoBackend::followTenants()
{
    const bool changed = m_orders.follow(m_fleet.tenants);
    if (!changed && m_clock.wallMs() - m_ordersPushedMs < readEveryMs)
        return;
    m_ordersPushedMs = m_clock.wallMs();
    pushOrders();
}

void DemoBackend::carryOut(const OrderRow &row, const QString &verb)
{
    const TenantRow *known = find(row.tenant);
    TenantRow tenant = known ? *known : TenantRow();
    const auto enter = [&](const QString &phase) {
        tenant.phase = phase;
        tenant.reason.clear();
        tenant.phaseSinceMs = tenant.seenMs = m_clock.wallMs();
    };
    // A payment that is recorded is served by itself.
    if (!known && (verb == "REDRIVE"_L1 || verb == "PROVISION"_L1)) {
        NewTenant wish;
        wish.name = row.tenant;
        wish.order = row.id;
        wish.planCode = row.planCode;
        wish.tier = u"prefab"_s;
        wish.host = u"ecs-hz-02"_s;
        (void)provision(wish, {});
    } else if (known && verb == "RETRY"_L1) {
        enter(u"STARTING"_s);
        push(tenant);
    } else if (known && (verb == "PROVISION"_L1 || verb == "REPLACE_HOST"_L1)) {
        tenant.host = u"ecs-sz-01"_s;
        enter(u"REQUESTED"_s);
        push(tenant);
    } else if (known && verb == "REBIND"_L1) {
        enter(u"BIND_WAIT"_s);
        push(tenant);
    } else if (known && verb == "PAUSE"_L1) {
        enter(u"PAUSED"_s);
        push(tenant);
    }
    pushOrders();
}

Backend::Answer<OrderBoard> DemoBackend::orderBoard()
{
    if (m_scene == Scene::Loading)
        return m_noBoard.future();
    return ready<OrderBoard>(m_orders.board());
}

Backend::Answer<OrderPage> DemoBackend::orders(const OrderQuery &query)
{
    return ready<OrderPage>(m_orders.page(query));
}

Result<OrderCard> DemoBackend::readCard(const QString &id)
{
    if (m_orderUnreadable)
        return fail(ErrorKind::Network, words(QT_TRANSLATE_NOOP("Demo", "The platform's database does not answer")));
    return m_orders.card(id);
}

Backend::Answer<OrderCard> DemoBackend::orderCard(const QString &id)
{
    ++m_cardsRead;
    if (!m_cardsHeld)
        return ready<OrderCard>(readCard(id));
    m_heldCards.emplace_back(CardPromise(), id);
    m_heldCards.back().first.start();
    return m_heldCards.back().first.future();
}

Backend::Answer<OrderCard> DemoBackend::recoverOrder(const OrderRecovery &recovery)
{
    m_recoveryKeys.append(recovery.key);
    if (!m_recoveriesHeld)
        return ready<OrderCard>(m_orders.recover(recovery));
    m_heldRecoveries.emplace_back(CardPromise(), recovery);
    m_heldRecoveries.back().first.start();
    return m_heldRecoveries.back().first.future();
}

void DemoBackend::setCardsHeld(bool held)
{
    m_cardsHeld = held;
    for (auto &[promise, id] : std::exchange(m_heldCards, {})) {
        promise.addResult(readCard(id));
        promise.finish();
    }
}

void DemoBackend::setRecoveriesHeld(bool held)
{
    m_recoveriesHeld = held;
    for (auto &[promise, recovery] : std::exchange(m_heldRecoveries, {})) {
        promise.addResult(m_orders.recover(recovery));
        promise.finish();
    }
}

} // namespace hermes::desktop
