#include "refund.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

const QStringList rulings{u"WAITING"_s, u"REFUSED"_s, u"KEPT"_s};
const QStringList refundStates{u"PROCESSING"_s, u"SUCCESS"_s, u"CLOSED"_s, u"ABNORMAL"_s};

tl::unexpected<Error> unusable(const QString &what, const QString &hint)
{
    return fail(ErrorKind::Invalid, what, {}, hint);
}

} // namespace

QString rulingName(RefundRuling ruling)
{
    return rulings.at(int(ruling));
}

RefundRuling rulingFromName(const QString &name)
{
    return RefundRuling(qMax(0, int(rulings.indexOf(name))));
}

QString outcomeOf(const HandOff &handOff)
{
    if (!handOff.refund || handOff.refund->state.isEmpty())
        return rulingName(handOff.ruling);
    // Money that moves counts more than that somebody said that none will.
    const bool isMoving = handOff.refund->state == "PROCESSING"_L1
        || (handOff.refund->state == "SUCCESS"_L1 && isSameAmount(handOff.refund->amount, handOff.refund->total));
    if (handOff.ruling != RefundRuling::Waiting && !isMoving)
        return rulingName(handOff.ruling);
    return refundStates.contains(handOff.refund->state) ? handOff.refund->state : u"UNKNOWN"_s;
}

bool isOver(const HandOff &handOff)
{
    const QString outcome = outcomeOf(handOff);
    return outcome == "SUCCESS"_L1 || outcome == "REFUSED"_L1 || outcome == "KEPT"_L1;
}

bool isKept(const HandOff &handOff)
{
    return outcomeOf(handOff) == "KEPT"_L1;
}

bool isPaidBack(const HandOff &handOff)
{
    return outcomeOf(handOff) == "SUCCESS"_L1 && isSameAmount(handOff.refund->amount, handOff.refund->total);
}

bool isRefundUnderWay(const HandOff &handOff)
{
    return !handOff.refundNo.isEmpty() && !isOver(handOff) && outcomeOf(handOff) != "CLOSED"_L1;
}

Status checkRefundDecision(const RefundDecision &decided)
{
    constexpr qsizetype longestName = 100;
    // As WeChat Pay takes it (out_refund_no).
    static const QRegularExpression number(u"\\A[0-9A-Za-z_|*@-]{1,64}\\z"_s);
    const QString approver = decided.approver.trimmed();
    if (approver.isEmpty() || approver.size() > longestName)
        return unusable(translate("Orders", "Nobody is named who decided."),
            translate("Orders", "Say who approved or refused the refund: a name of at most 100 letters."));
    if (decided.refundNo.isEmpty() == (decided.ruling == RefundRuling::Waiting))
        return unusable(translate("Orders", "Either a refund has a number, or there is none."),
            translate(
                "Orders", "Give the number of the refund, or say that it was refused or that the money is kept."));
    if (!decided.refundNo.isEmpty() && !number.match(decided.refundNo).hasMatch())
        return unusable(translate("Orders", "'%1' is no number of a refund.").arg(decided.refundNo),
            translate("Orders", "It is the out_refund_no: at most 64 letters, digits, _ - | * and @."));
    return {};
}

Result<HandOff> decideRefund(const HandOff &handOff, const RefundDecision &decided, bool mayBeAsked)
{
    HERMES_TRY(checkRefundDecision(decided));
    const bool isSameRefund = !decided.refundNo.isEmpty() && decided.refundNo == handOff.refundNo;
    if (!isSameRefund && (outcomeOf(handOff) == "PROCESSING"_L1 || isPaidBack(handOff)))
        return fail(ErrorKind::Conflict,
            isPaidBack(handOff)
                ? translate("Orders", "WeChat Pay says that refund %1 was paid out.").arg(handOff.refundNo)
                : translate("Orders", "WeChat Pay says that refund %1 is under way.").arg(handOff.refundNo),
            outcomeOf(handOff), translate("Orders", "Reload it and look again before you act."));
    // Else it could be paid out and nobody would look any more.
    if (!isSameRefund && !handOff.refundNo.isEmpty() && !handOff.refund && mayBeAsked)
        return fail(ErrorKind::Conflict,
            translate("Orders", "WeChat Pay has not been asked about refund %1 yet.").arg(handOff.refundNo), {},
            translate("Orders", "Ask WeChat Pay first: once it knows no such refund, another number can be recorded."));
    HandOff next = handOff;
    next.approver = decided.approver.trimmed();
    next.ruling = decided.ruling;
    if (!decided.refundNo.isEmpty() && !isSameRefund) {
        next.refundNo = decided.refundNo;
        next.refund.reset();
    }
    return next;
}

} // namespace hermes::payments
