#include "format.h"
#include "ordercontroller.h"
#include "orderwords.h"

// What the pane of an order says.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qsizetype longestState = 24;

} // namespace

QString OrderController::title() const
{
    return m_card.row.tenant.isEmpty() ? tr("No tenant yet") : shownText(m_card.row.tenant);
}

QString OrderController::orderText() const
{
    return shownText(m_id);
}

QString OrderController::amount() const
{
    return isShown() ? amountWords(m_card.row) : QString();
}

QString OrderController::stateText() const
{
    const OrderRow &row = m_card.row;
    if (row.waits && waitsSince(row) > 0)
        //: Pill of a paid order that is not delivered; %1 is a duration
        return tr("waiting %1").arg(formatWait(m_now - waitsSince(row)));
    if (row.finding == "DELIVERED"_L1 && row.deliveredMs > 0 && row.paidMs > 0)
        //: Pill of a delivered order; %1 is how long it took
        return tr("delivered in %1").arg(formatWait(row.deliveredMs - row.paidMs));
    return m_known ? shortText(orderStateWords(row), longestState) : QString();
}

QString OrderController::stateTone() const
{
    const OrderRow &row = m_card.row;
    if (m_stale)
        return u"muted"_s;
    if (row.waits)
        return m_now - waitsSince(row) >= orderSlaMs ? u"danger"_s : u"accent"_s;
    return row.finding == "DELIVERED"_L1 ? u"success"_s : u"muted"_s;
}

QString OrderController::findingTitleText() const
{
    return m_card.row.finding.isEmpty() ? QString() : findingTitle(m_card.row);
}

QString OrderController::findingExplained() const
{
    return m_card.row.finding.isEmpty() ? QString() : findingText(m_card.row);
}

QString OrderController::verbTitleText() const
{
    return verbTitle(verb());
}

QString OrderController::verbExplained() const
{
    return verbText(verb());
}

QString OrderController::verbButtonText() const
{
    return verbButton(verb());
}

QString OrderController::verbAtWorkText() const
{
    return verbAtWork(verb());
}

QString OrderController::reasonError() const
{
    return m_judged && m_reason.isEmpty() ? tr("Choose one") : QString();
}

QString OrderController::noteError() const
{
    return m_judged && !isNoteGood() ? tr("Say in a few words why: it is kept in the audit") : QString();
}

QString OrderController::typedError() const
{
    return m_judged && m_typed.trimmed() != m_card.typed ? tr("That is something else") : QString();
}

QString OrderController::auditText() const
{
    //: Beside the button: under which name it is written into the audit
    const QString text = tr("audited as %1");
    return m_card.actor.isEmpty() || !isFormShown() ? QString() : text.arg(shownText(m_card.actor));
}

QString OrderController::versionText() const
{
    // Below 0: nothing is kept of it.
    return m_known && m_card.rowVersion >= 0 ? tr("row version %1").arg(m_card.rowVersion) : QString();
}

} // namespace hermes::desktop
