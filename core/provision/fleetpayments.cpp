#include "fleetprivate.h"

#include <QJsonDocument>
#include <QJsonObject>

// What WeChat Pay is asked, and what the platform is given of that.

namespace hermes {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What `hermes-admin order ask --json` of another machine says; it is its JSON, or no answer.
Result<QString> saidByOther(const ssh::ExecResult &ran)
{
    constexpr int noSuchCommand = 127;
    if (ran.exitCode == noSuchCommand)
        return fail(ErrorKind::Remote,
            translate("Fleet", "The host of the platform's database has no hermes-admin to ask with."),
            QString::fromUtf8(ran.err), translate("Fleet", "Put it there, with wechatpay.json (docs/payments.md)."));
    const QJsonObject said = QJsonDocument::fromJson(ran.out).object();
    if (const QJsonObject error = said[u"error"_s].toObject(); !error.isEmpty() || ran.exitCode != 0)
        return fail(error[u"kind"_s] == u"NotFound"_s ? ErrorKind::NotFound : ErrorKind::Remote,
            error[u"message"_s].toString(translate("Fleet", "WeChat Pay could not be asked from the platform's host.")),
            error[u"detail"_s].toString(QString::fromUtf8(ran.err.left(500))), error[u"hint"_s].toString());
    return QString::fromUtf8(ran.out);
}

tl::unexpected<Error> unreadable(const QString &said)
{
    return fail(ErrorKind::Remote, translate("Fleet", "The platform's host gave an answer that cannot be read."),
        said.left(500), translate("Fleet", "Put the same version of hermes-admin there."));
}

} // namespace

Result<payments::WechatAnswer> Fleet::askWechat(const QString &tradeNo, const Call &call)
{
    if (d->wechat)
        return d->wechat->ask(tradeNo, call);
    HERMES_ASSIGN(const QString said, d->askWhereTheKeysAre(u"--trade-no"_s, tradeNo, call));
    const auto answer = payments::answerFromJson(said);
    if (!answer || answer->tradeState.isEmpty() || answer->tradeNo != tradeNo)
        return unreadable(said);
    return *answer;
}

Result<payments::RefundAnswer> Fleet::askRefund(const QString &refundNo, const Call &call)
{
    if (d->wechat)
        return d->wechat->askRefund(refundNo, call);
    HERMES_ASSIGN(const QString said, d->askWhereTheKeysAre(u"--refund-no"_s, refundNo, call));
    const auto answer = payments::refundFromJson(said);
    if (!answer || answer->state.isEmpty() || answer->refundNo != refundNo)
        return unreadable(said);
    return *answer;
}

/// `option`: what `value` is the number of. The keys stay where they are; what is asked for is no secret.
Result<QString> Fleet::Private::askWhereTheKeysAre(const QString &option, const QString &value, const Call &call)
{
    if (!wechatProblem.message.isEmpty())
        return tl::unexpected<Error>(wechatProblem);
    if (!platformDoor || platformDoor->via().isEmpty())
        return fail(ErrorKind::Invalid,
            translate("Fleet", "The merchant's keys for WeChat Pay are not on this machine."), {},
            translate("Fleet", "Run this where wechatpay.json is (docs/payments.md)."));
    const QString program = u"PATH=\"$HOME/.local/bin:$PATH\" exec hermes-admin order ask --json \"$1=$2\""_s;
    const auto ran = platformDoor->run({u"sh"_s, u"-c"_s, program, u"sh"_s, option, value}, call.within(40s));
    if (ran)
        return saidByOther(*ran);
    // That there is no such order only WeChat Pay says.
    Error error = ran.error();
    error.kind = error.kind == ErrorKind::NotFound ? ErrorKind::Invalid : error.kind;
    return tl::unexpected(error);
}

/// The platform's own handler is told what WeChat Pay says: by a program on the machine where its database is.
Status Fleet::Private::redrive(const payments::Order &order, const payments::WechatAnswer &answer)
{
    HERMES_ASSIGN(const Host host, registry->host(platformDoor->via()));
    const QString path = hostpaths::redriveHook(host);
    const QJsonObject said{{u"order"_s, order.id}, {u"outTradeNo"_s, order.tradeNo},
        {u"transactionId"_s, answer.transactionId}, {u"amount"_s, *answer.amount.minor},
        {u"currency"_s, answer.amount.currency}};
    const auto done = platformDoor->runProgram(
        path, {}, QJsonDocument(said).toJson(QJsonDocument::Compact) + '\n', Call::in(30s, platformStop.token()));
    if (done || done.error().kind != ErrorKind::NotFound)
        return done ? Status() : tl::unexpected<Error>(done.error());
    return fail(ErrorKind::NotFound,
        translate("Fleet", "Host %1 has no program that gives a payment to the platform.").arg(host.name), path,
        translate("Fleet", "Put one there (docs/payments.md), or do it at the platform."));
}

} // namespace hermes
