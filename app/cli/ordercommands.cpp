#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "mask.h"
#include "orderrows.h"
#include "output.h"

#include <QJsonDocument>
#include <QUuid>
#include <algorithm>

namespace hermes::cli {

namespace {

using payments::Verb;

struct OrderListOptions {
    std::string text;
    std::string after;
    int limit = 100;
    bool stuck = false;
};

struct RecoverOptions {
    std::string id;
    std::string verb;
    std::string reason;
    std::string note;
    std::string key;
    qint64 rowVersion = -1;
};

Result<OrderDesk *> freshDesk(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(OrderDesk * desk, fleet->orders());
    // As it is now, whoever else reads it too.
    HERMES_TRY(desk->look(false));
    return desk;
}

Result<int> listOrders(const OrderListOptions &options, Session &session)
{
    HERMES_ASSIGN(OrderDesk * desk, freshDesk(session));
    QList<OrderView> views;
    if (options.stuck) {
        HERMES_ASSIGN(const auto board, desk->board());
        views = board.waiting;
    } else {
        payments::PlatformDb::OrderQuery query;
        query.text = qt(options.text);
        query.after = QString::fromUtf8(QByteArray::fromBase64(QByteArray::fromStdString(options.after)));
        query.limit = options.limit;
        HERMES_ASSIGN(views, desk->orders(query));
    }
    const qint64 now = session.clock().wallMs();
    Output &output = session.output();
    if (output.isJson()) {
        QJsonArray rows;
        for (const OrderView &view : std::as_const(views))
            rows.append(orderJson(view, now));
        output.document(rows);
        return exitDone;
    }
    if (views.isEmpty())
        output.line(options.stuck ? QStringLiteral("Nobody who paid waits.") : QStringLiteral("No order."));
    else
        for (const QString &line : orderTable(views, now))
            output.line(line);
    return exitDone;
}

Result<int> show(const std::string &id, Session &session)
{
    const QString order = qt(id);
    HERMES_TRY(checkOrderId(order));
    HERMES_TRY(freshDesk(session));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const OrderCard card, fleet->orderCard(order));
    const qint64 now = session.clock().wallMs();
    if (session.output().isJson())
        session.output().document(orderCardJson(card, now));
    else
        for (const QString &line : orderCardLines(card, now))
            session.output().line(line);
    return exitDone;
}

QString sentence(const OrderCard &card, const QString &verb)
{
    return QStringLiteral("%1 for order %2 (%3).")
        .arg(verb, card.view.facts.order.id, payments::findingName(card.view.diagnosis.finding));
}

Result<int> recover(const RecoverOptions &options, Session &session)
{
    const QString id = qt(options.id);
    HERMES_TRY(checkOrderId(id));
    HERMES_TRY(freshDesk(session));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const OrderCard card, fleet->orderCard(id));
    const QString proposed = payments::verbName(card.view.diagnosis.verb);
    const QString verb = options.verb.empty() ? proposed : qt(options.verb).toUpper();
    if (!verb.isEmpty() && payments::verbFromName(verb) == Verb::None)
        return fail(ErrorKind::Invalid, QStringLiteral("'%1' is nothing that can be done about an order.").arg(verb),
            {}, QStringLiteral("Leave out --verb: what is proposed is done."));
    if (session.options().plan)
        return printPlan(session,
            verb.isEmpty() ? QList<PlanStep>()
                           : QList<PlanStep>{{verb.toLower(), id, payments::findingName(card.view.diagnosis.finding),
                               !card.typed.isEmpty()}});
    if (verb.isEmpty() && options.key.empty())
        return fail(ErrorKind::Conflict, QStringLiteral("Nothing is to be done about order %1 now.").arg(id),
            payments::findingName(card.view.diagnosis.finding), QStringLiteral("hermes-admin order show %1").arg(id));
    if (!card.typed.isEmpty())
        HERMES_TRY(confirmByTyping(session, sentence(card, verb), card.typed));
    OrderDesk::Recovery recovery;
    recovery.id = id;
    recovery.verb = payments::verbFromName(verb);
    recovery.reason = qt(options.reason).toUpper();
    recovery.note = qt(options.note);
    recovery.rowVersion = options.rowVersion;
    recovery.key = options.key.empty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : qt(options.key);
    HERMES_ASSIGN(const auto done, fleet->recoverOrder(recovery));
    const qint64 now = session.clock().wallMs();
    if (session.output().isJson()) {
        session.output().document(withUnchanged(orderCardJson(done.card, now), done.unchanged));
        return exitDone;
    }
    session.output().line(
        sentence(card, verb) + (done.unchanged ? QStringLiteral(" Done before (unchanged).") : QString()));
    for (const QString &line : orderCardLines(done.card, now))
        session.output().line(line);
    return exitDone;
}

struct AskOptions {
    std::string id;
    std::string tradeNo;
    std::string refundNo;
};

void printPayment(Session &session, const payments::WechatAnswer &answer)
{
    session.output().line(QStringLiteral("%1 %2 %3")
                              .arg(printable(answer.tradeState), payments::moneyText(answer.amount),
                                  printable(maskedId(answer.transactionId)))
                              .trimmed());
}

void printRefund(Session &session, const payments::RefundAnswer &answer)
{
    session.output().line(QStringLiteral("refund %1: %2 %3 of %4")
                              .arg(printable(answer.refundNo), printable(answer.state),
                                  payments::moneyText(answer.amount), payments::moneyText(answer.total)));
}

/// Numbers alone: without the platform's database, as other machines ask where the keys are.
Result<int> askByNumber(const AskOptions &options, Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (!options.tradeNo.empty()) {
        HERMES_ASSIGN(const auto answer, fleet->askWechat(qt(options.tradeNo), session.call()));
        if (session.output().isJson())
            session.output().line(payments::answerToJson(answer));
        else
            printPayment(session, answer);
        return exitDone;
    }
    HERMES_ASSIGN(const auto answer, fleet->askRefund(qt(options.refundNo), session.call()));
    if (session.output().isJson())
        session.output().line(payments::refundToJson(answer));
    else
        printRefund(session, answer);
    return exitDone;
}

Result<int> ask(const AskOptions &options, Session &session)
{
    const auto given = {!options.id.empty(), !options.tradeNo.empty(), !options.refundNo.empty()};
    if (std::count(given.begin(), given.end(), true) != 1)
        return fail(
            ErrorKind::Invalid, QStringLiteral("Ask about an order, or about a --trade-no, or about a --refund-no."));
    if (options.id.empty())
        return askByNumber(options, session);
    const QString id = qt(options.id);
    HERMES_TRY(checkOrderId(id));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(OrderDesk * desk, fleet->orders());
    HERMES_ASSIGN(const OrderDesk::Asked asked, desk->askAll(id));
    const auto &[answer, refund] = asked;
    if (session.output().isJson()) {
        QJsonObject document = QJsonDocument::fromJson(payments::answerToJson(answer).toUtf8()).object();
        document[QStringLiteral("refund")] = refund ? QJsonValue(refundJson(*refund)) : QJsonValue();
        session.output().document(document);
        return exitDone;
    }
    printPayment(session, answer);
    if (refund)
        printRefund(session, *refund);
    return exitDone;
}

Result<int> check(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(OrderDesk * desk, fleet->orders());
    HERMES_ASSIGN(const auto gaps, desk->check());
    QList<Check> checks{{QStringLiteral("platform database"), true, QStringLiteral("answers"), {}, 0}};
    for (const payments::Gap &gap : gaps)
        checks.append({gap.column.isEmpty() ? gap.table : gap.table + QLatin1Char('.') + gap.column, !gap.isFatal,
            QStringLiteral("missing: %1").arg(gap.consequence),
            QStringLiteral("Grant SELECT on it, or name it in platform.json."), 0});
    printChecks(session, QStringLiteral("platform"), checks);
    return allGood(checks) ? exitDone : exitFailed;
}

} // namespace

Status checkOrderId(const QString &id)
{
    const bool isPlain
        = std::all_of(id.begin(), id.end(), [](QChar c) { return c.unicode() > ' ' && c.unicode() < 127; });
    if (!id.isEmpty() && id.size() <= 64 && isPlain)
        return {};
    return fail(ErrorKind::Invalid, QStringLiteral("That is no order's id."), {},
        QStringLiteral("hermes-admin order list shows them."));
}

void addOrderCommands(CLI::App &root, Parsed &parsed)
{
    auto *group = root.add_subcommand("order", "What was paid, whether it is served, and what to do if it is not");
    group->require_subcommand(1);
    auto listed = std::make_shared<OrderListOptions>();
    auto *lists = addCommand(*group, parsed, "list", "Orders, the newest first; or those who paid and wait",
        [listed](Session &session) { return listOrders(*listed, session); });
    lists->add_flag("--stuck", listed->stuck, "Paid and not delivered: who waits longest first");
    lists->add_option("--search", listed->text, "Part of an order, user, tenant, trade number or transaction");
    lists->add_option("--limit", listed->limit, "How many at most (default 100)")->check(CLI::Range(1, 1000));
    lists->add_option("--after", listed->after, "The `next` of the last row of the page before");
    auto shown = std::make_shared<std::string>();
    addCommand(*group, parsed, "show", "What each system says about an order, and what is proposed",
        [shown](Session &session) { return show(*shown, session); })
        ->add_option("ID", *shown, "The order")
        ->required();
    auto served = std::make_shared<std::string>();
    addCommand(*group, parsed, "status", "What the platform's backend is told of an order; changes nothing",
        [served](Session &session) { return orderStatus(*served, session); })
        ->add_option("ID", *served, "The order")
        ->required();
    auto verified = std::make_shared<std::pair<std::string, std::string>>();
    auto *verifies
        = addCommand(*group, parsed, "verify", "Give the digits that the customer's phone shows to the login",
            [verified](Session &session) { return verifyOrder(verified->first, verified->second, session); });
    verifies->add_option("ID", verified->first, "The order")->required();
    verifies->add_option("--code", verified->second, "The digits")->required();
    auto recovered = std::make_shared<RecoverOptions>();
    auto *recovers = addCommand(*group, parsed, "recover", "Do what is proposed for an order; audited",
        [recovered](Session &session) { return recover(*recovered, session); });
    recovers->add_option("ID", recovered->id, "The order")->required();
    recovers->add_option("--reason", recovered->reason, OrderDesk::reasons().join(QLatin1Char(' ')).toStdString())
        ->required();
    recovers->add_option("--note", recovered->note, "Why, in a few words")->required();
    recovers->add_option("--verb", recovered->verb, "Only if this is what is proposed");
    recovers->add_option("--row-version", recovered->rowVersion, "Only if it is as it was when you looked");
    recovers->add_option("--key", recovered->key, "A second command with this key does nothing");
    auto asked = std::make_shared<AskOptions>();
    addOrderHandOff(*group, parsed);
    auto *asks = addCommand(*group, parsed, "ask", "Ask WeChat Pay about an order, and about its refund",
        [asked](Session &session) { return ask(*asked, session); });
    asks->add_option("ID", asked->id, "The order");
    asks->add_option("--trade-no", asked->tradeNo, "Or the out_trade_no, without the platform's database");
    asks->add_option("--refund-no", asked->refundNo, "Or the out_refund_no of a refund, likewise");
    addCommand(*group, parsed, "check", "What the platform's database has of what is read", check);
}

} // namespace hermes::cli
