#include "backenddoor.h"

#include <QRegularExpression>

namespace hermes::cli {

namespace {

constexpr qsizetype longest = 256;
/// Whoever hangs up must not leave a command behind that waits.
constexpr int patienceSeconds = 60;
constexpr int longestPatience = 600;

tl::unexpected<Error> refused(const QString &why)
{
    return fail(ErrorKind::Invalid, QStringLiteral("This key may not do that."), why,
        QStringLiteral("It may: provision --order ID --json [--wait] [--timeout SECONDS], order status ID --json, "
                       "order verify ID --code DIGITS --json."));
}

bool isOrderId(const QString &word)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\\z"));
    return form.match(word).hasMatch();
}

/// order status ID --json, order verify ID --code DIGITS --json: nothing may be left out or in another place.
bool isAboutALogin(const QStringList &words)
{
    static const QRegularExpression digits(QStringLiteral("\\A[0-9]{1,12}\\z"));
    const bool isStatus = words.size() == 4 && words.at(1) == QLatin1String("status");
    const bool isVerify = words.size() == 6 && words.at(1) == QLatin1String("verify")
        && words.at(3) == QLatin1String("--code") && digits.match(words.at(4)).hasMatch();
    return (isStatus || isVerify) && words.at(0) == QLatin1String("order") && isOrderId(words.at(2))
        && words.last() == QLatin1String("--json");
}

struct Wanted {
    QString order;
    int seconds = 0;
    bool json = false;
    bool waits = false;
};

/// One option at `at`, and its value; each at most once.
bool takeOption(Wanted &wanted, const QStringList &words, qsizetype &at)
{
    static const QRegularExpression number(QStringLiteral("\\A[1-9][0-9]{0,2}\\z"));
    const QString &word = words.at(at);
    if (word == QLatin1String("--json") && !wanted.json) {
        wanted.json = true;
    } else if (word == QLatin1String("--wait") && !wanted.waits) {
        wanted.waits = true;
    } else if (word == QLatin1String("--order") && wanted.order.isEmpty() && isOrderId(words.value(at + 1))) {
        wanted.order = words.at(++at);
    } else if (word == QLatin1String("--timeout") && wanted.seconds == 0
        && number.match(words.value(at + 1)).hasMatch()) {
        wanted.seconds = words.at(++at).toInt();
    } else {
        return false;
    }
    ++at;
    return true;
}

QStringList withTimeout(QStringList arguments, int seconds)
{
    return arguments << QStringLiteral("--timeout")
                     << QString::number(qMin(seconds == 0 ? patienceSeconds : seconds, longestPatience));
}

} // namespace

Result<QStringList> doorArguments(const QString &wanted)
{
    if (wanted.isEmpty())
        return refused(QStringLiteral("No command was given; there is no shell here."));
    if (wanted.size() > longest)
        return refused(QStringLiteral("The command is too long."));
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9._: -]+\\z"));
    if (!plain.match(wanted).hasMatch())
        return refused(QStringLiteral("There are characters in it that no such command has."));
    QStringList words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.value(0) == QLatin1String("hermes-admin"))
        words.removeFirst();
    if (isAboutALogin(words))
        return withTimeout(words, 0);
    if (words.value(0) != QLatin1String("provision"))
        return refused(QStringLiteral("It is another command."));
    Wanted parsed;
    for (qsizetype at = 1; at < words.size();)
        if (!takeOption(parsed, words, at))
            return refused(QStringLiteral("It has an option that is not among these, twice, or with a wrong value."));
    if (parsed.order.isEmpty() || !parsed.json)
        return refused(QStringLiteral("--order ID and --json are needed."));
    QStringList arguments{
        QStringLiteral("provision"), QStringLiteral("--order"), parsed.order, QStringLiteral("--json")};
    if (parsed.waits)
        arguments << QStringLiteral("--wait");
    return withTimeout(arguments, parsed.seconds);
}

QProcessEnvironment doorEnvironment(QProcessEnvironment variables)
{
    const QString file = QStringLiteral("HERMES_ADMIN_ENVIRONMENT");
    for (const QString &name : variables.keys())
        if (name.startsWith(QLatin1String("HERMES_")) && name != file)
            variables.remove(name);
    return variables;
}

} // namespace hermes::cli
