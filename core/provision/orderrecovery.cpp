#include "logging.h"
#include "orderdeskprivate.h"

#include <QScopeGuard>

// What people do about an order.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace payments;

namespace {

/// Whether by that its tenant is stopped: nothing is served that has to be paid back.
bool stops(Verb verb, const OrderView &view)
{
    const bool isPaidBack = verb == Verb::HandOff && view.diagnosis.finding == Finding::Refunded && !view.hasOtherPaid;
    return isLive(view) && (verb == Verb::Pause || isPaidBack);
}

} // namespace

QStringList OrderDesk::reasons()
{
    return {u"CALLBACK_LOST"_s, u"CUSTOMER_ASKED"_s, u"HOST_TROUBLE"_s, u"WRONG_AMOUNT"_s, u"DUPLICATE"_s,
        u"TEST_ORDER"_s, u"OTHER"_s};
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
    auto asked = m_hands.ask(tradeNo);
    if (!asked && asked.error().kind != ErrorKind::NotFound)
        return asked;
    // That it does not know the order is an answer too: others are asked about before this one again. But what it once
    // said of money stands.
    const bool knowsOfMoney
        = before.wechat && (before.wechat->tradeState == "SUCCESS"_L1 || before.wechat->tradeState == "REFUND"_L1);
    WechatAnswer answer = asked ? *asked : knowsOfMoney ? *before.wechat : WechatAnswer();
    answer.askedMs = m_clock.wallMs();
    HERMES_TRY(m_registry.noteOrders({{id, before.facts.order.subscriptionId, factsToJson(before.facts)}}));
    HERMES_TRY(m_registry.noteWechat(id, answerToJson(answer)));
    return asked;
}

/// A second click while the first one's act is under way does nothing.
Result<OrderDesk::Recovered> OrderDesk::recover(const Recovery &recovery)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_underWay.contains(recovery.key))
            return fail(ErrorKind::Conflict, translate("Orders", "That is being done already."), {},
                translate("Orders", "Wait until it is done, then look again."));
        m_underWay.insert(recovery.key);
    }
    const auto done = qScopeGuard([&] {
        const std::lock_guard lock(m_mutex);
        m_underWay.remove(recovery.key);
    });
    return recoverOnce(recovery);
}

Result<OrderDesk::Recovered> OrderDesk::recoverOnce(const Recovery &recovery)
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
        act.change
            = [now = m_clock.wallMs(), as = findingName(before.diagnosis.finding)](Registry::OrderRecord &record) {
                  record.settledAt = now;
                  record.settledAs = as;
              };
    if (recovery.verb == Verb::HandOff)
        act.handOff = [begun = HandOff{m_clock.wallMs(), m_actor.name, findingName(before.diagnosis.finding),
                           recovery.reason, recovery.note.trimmed()}](Registry::HandOff &row) -> Status {
            beginHandOff(row, begun);
            return {};
        };
    if (stops(recovery.verb, before))
        act.pauses = before.tenantId;
    // The same click again is answered before anything is judged: what it did may have changed what is proposed.
    HERMES_ASSIGN(const bool isKnown, m_registry.isOrderActKnown(recovery.key));
    const bool isProposed = recovery.verb != Verb::None && recovery.verb == before.diagnosis.verb;
    if (!isKnown && !isProposed)
        return fail(ErrorKind::Conflict,
            before.diagnosis.verb == Verb::None
                ? translate("Orders", "Nothing is to be done about order %1 now.").arg(recovery.id)
                : translate("Orders", "For order %1 something else is proposed now: %2.")
                      .arg(recovery.id, verbName(before.diagnosis.verb)),
            findingName(before.diagnosis.finding), translate("Orders", "Reload it and look again before you act."));
    HERMES_ASSIGN(const auto acted, m_registry.actOnOrder(act, m_actor));
    // Where the same click failed before it is done again: every act can be.
    if (isProposed)
        HERMES_TRY(carryOut(recovery.verb, before));
    HERMES_ASSIGN(const OrderView after, order(recovery.id));
    return Recovered{after, acted.unchanged};
}

Status OrderDesk::checkServable(const OrderView &view) const
{
    const Order &order = view.facts.order;
    const auto &subscription = view.facts.subscription;
    const QString hint = translate("Orders", "hermes-admin order show %1 says what is known of it.").arg(order.id);
    const auto refused = [&](const QString &message) {
        return fail(ErrorKind::Conflict, message, findingName(view.diagnosis.finding), hint);
    };
    if (view.facts.isGone)
        return refused(translate("Orders", "The platform has order %1 no more.").arg(order.id));
    if (order.state != OrderState::Paid)
        return refused(
            translate("Orders", "Order %1 is not paid: the platform says %2.").arg(order.id, order.rawState));
    if (subscription && subscription->state != SubscriptionState::Active)
        return refused(
            translate("Orders", "Order %1 is paid, but its subscription is not active: the platform says %2.")
                .arg(order.id, subscription->rawState));
    if (!isLive(view) && !view.tenantId.isEmpty())
        return refused(translate("Orders", "The tenant of order %1 was destroyed.").arg(order.id));
    const bool isOld = !isLive(view) && m_clock.wallMs() - order.paidMs > oldMs;
    if (view.diagnosis.isLocked || !subscription || isOld)
        return refused(translate("Orders", "A person has to decide about order %1 first.").arg(order.id));
    return {};
}

Result<OrderDesk::Recovered> OrderDesk::serve(const QString &id)
{
    HERMES_ASSIGN(const OrderView before, order(id));
    HERMES_TRY(checkServable(before));
    bool unchanged = isLive(before);
    if (!unchanged) {
        HERMES_ASSIGN(const int noted, note({before}));
        qCDebug(logCore) << "order" << id << "is asked for by its backend, rows noted:" << noted;
        HERMES_TRY(provision(before));
    } else if (before.diagnosis.finding == Finding::Stopped) {
        // Paid for again; what a person stopped stays.
        HERMES_ASSIGN(const bool resumed, m_registry.resumeFromLapse(before.tenantId, m_actor));
        if (resumed)
            m_hands.kick(before.tenantId);
        unchanged = !resumed;
    }
    HERMES_ASSIGN(const OrderView after, order(id));
    return Recovered{after, unchanged};
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
    case Verb::HandOff:
        if (stops(verb, view))
            m_hands.kick(view.tenantId);
        return {};
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
    case Verb::WriteBack:
        return tell(view);
    case Verb::Redrive:
        return redrive(view);
    case Verb::None:
        break;
    }
    return fail(ErrorKind::Internal, translate("Orders", "There is nothing to do."));
}

/// On what WeChat Pay says now, and never on what somebody says of it.
Status OrderDesk::redrive(const OrderView &view)
{
    const Order &order = view.facts.order;
    HERMES_ASSIGN(const WechatAnswer answer, ask(order.id));
    const bool isSame = answer.tradeNo == order.tradeNo && isSameAmount(answer.amount, order.amount);
    if (answer.tradeState != "SUCCESS"_L1 || !isSame)
        return fail(ErrorKind::Conflict,
            translate("Orders", "WeChat Pay does not say that order %1 was paid as it was asked.").arg(order.id),
            answer.tradeState + u' ' + moneyText(answer.amount),
            translate("Orders", "Reload it and look again before you act."));
    return m_hands.redrive(order, answer);
}

} // namespace hermes
