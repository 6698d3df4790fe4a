#include "commands.h"
#include "exitcodes.h"
#include "orderrows.h"
#include "output.h"

#include <QUuid>

// What whoever may refund decided about an order that was handed on.

namespace hermes::cli {

namespace {

struct HandOffOptions {
    std::string id;
    std::string approver;
    std::string refundNo;
    std::string outcome;
    std::string note;
    std::string key;
    qint64 rowVersion = -1;
};

Result<OrderDesk::HandOffRecord> recordOf(const HandOffOptions &options)
{
    const QString outcome = qt(options.outcome).toUpper();
    OrderDesk::HandOffRecord record;
    record.id = qt(options.id);
    record.decided = {qt(options.approver), qt(options.refundNo), payments::rulingFromName(outcome)};
    record.note = qt(options.note);
    record.rowVersion = options.rowVersion;
    record.key = options.key.empty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : qt(options.key);
    HERMES_TRY(checkOrderId(record.id));
    if (!outcome.isEmpty() && record.decided.ruling == payments::RefundRuling::Waiting)
        return fail(ErrorKind::Invalid, QStringLiteral("'%1' is no outcome.").arg(outcome), {},
            QStringLiteral("refused, or kept. What became of a refund WeChat Pay says itself."));
    HERMES_TRY(payments::checkRefundDecision(record.decided));
    return record;
}

/// What is recorded, in words.
QString decidedText(const payments::RefundDecision &decided)
{
    return decided.refundNo.isEmpty()
        ? QStringLiteral("%1 by %2").arg(payments::rulingName(decided.ruling).toLower(), decided.approver)
        : QStringLiteral("refund %1, approved by %2").arg(decided.refundNo, decided.approver);
}

Result<int> recordHandOff(const HandOffOptions &options, Session &session)
{
    HERMES_ASSIGN(const OrderDesk::HandOffRecord record, recordOf(options));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(OrderDesk * desk, fleet->orders());
        HERMES_ASSIGN(const OrderView view, desk->order(record.id));
        HERMES_ASSIGN(const payments::HandOff decided, desk->checkHandOff(view, record));
        return printPlan(session,
            decided == *view.handOff
                ? QList<PlanStep>()
                : QList<PlanStep>{{QStringLiteral("record"), record.id, decidedText(record.decided), false}});
    }
    HERMES_ASSIGN(const auto done, fleet->recordHandOff(record));
    const qint64 now = session.clock().wallMs();
    if (session.output().isJson()) {
        session.output().document(withUnchanged(orderCardJson(done.card, now), done.unchanged));
        return exitDone;
    }
    session.output().line(QStringLiteral("Order %1: %2%3.")
                              .arg(record.id, printable(decidedText(record.decided)),
                                  done.unchanged ? QStringLiteral(" (unchanged)") : QString()));
    for (const QString &line : orderCardLines(done.card, now))
        session.output().line(line);
    return exitDone;
}

} // namespace

void addOrderHandOff(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<HandOffOptions>();
    auto *command = addCommand(group, parsed, "handoff", "Record what was decided about a refund; moves no money",
        [options](Session &session) { return recordHandOff(*options, session); });
    command->add_option("ID", options->id, "The order, after `order recover` handed it off")->required();
    command->add_option("--approver", options->approver, "Who approved or refused the refund")->required();
    auto *refund = command->add_option(
        "--refund-no", options->refundNo, "The out_refund_no of the refund; WeChat Pay is asked what became of it");
    command->add_option("--outcome", options->outcome, "refused, or kept: nobody refunds")->excludes(refund);
    command->add_option("--note", options->note, "Why, in a few words; needed with --outcome");
    command->add_option("--row-version", options->rowVersion, "Only if it is as it was when you looked");
    command->add_option("--key", options->key, "A second command with this key does nothing");
}

} // namespace hermes::cli
