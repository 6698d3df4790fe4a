#include "dotenv.h"
#include "home.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

bool isKey(const QString &key)
{
    static const QRegularExpression form(u"\\A[A-Z][A-Z0-9_]*\\z"_s);
    return form.match(key).hasMatch();
}

/// Why `value` cannot be written, or an empty string.
QString objection(const QByteArray &value)
{
    const bool printable = std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!printable)
        return translate(
            "Home", "it has a line break, a control character or a character outside ASCII, which Hermes would strip");
    if (value.contains("${"))
        return translate("Home", "it contains ${, which Hermes would replace by another variable");
    return {};
}

QByteArray quoted(const QByteArray &value)
{
    const bool plain = !value.startsWith(' ') && !value.endsWith(' ') && !value.startsWith('\'')
        && !value.startsWith('"') && !value.contains(" #");
    if (plain)
        return value;
    if (!value.contains('\'') && !value.contains('\\'))
        return '\'' + value + '\'';
    QByteArray inner = value;
    inner.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + inner + '"';
}

QByteArray lineBreakOf(QByteArrayView line)
{
    if (line.endsWith("\r\n"))
        return "\r\n";
    return line.endsWith('\n') ? "\n" : line.endsWith('\r') ? "\r" : "";
}

QByteArray usualLineBreak(const QByteArray &text)
{
    const qsizetype at = text.indexOf('\n');
    return at > 0 && text.at(at - 1) == '\r' ? "\r\n" : "\n";
}

/// What python-dotenv ends up with per key, before expansion.
QMap<QByteArray, QByteArray> valuesOf(const QByteArray &text)
{
    QMap<QByteArray, QByteArray> values;
    for (const DotenvEntry &entry : parseDotenv(text)) {
        if (!entry.broken && entry.hasValue)
            values[entry.key] = entry.value;
        else if (!entry.broken)
            values.remove(entry.key);
    }
    return values;
}

/// An open quote further up can swallow a line that was added below it, so the outcome is read again before it is
/// trusted.
Status readsBack(const QByteArray &before, const QByteArray &after, const QMap<QString, Secret> &values)
{
    QMap<QByteArray, QByteArray> wanted = valuesOf(before);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (it->isEmpty())
            wanted.remove(it.key().toLatin1());
        else
            wanted[it.key().toLatin1()] = it->reveal();
    }
    if (valuesOf(after) == wanted)
        return {};
    return fail(ErrorKind::Invalid, translate("Home", "The .env file of this home cannot be changed safely"),
        translate("Home", "a quote that is never closed makes Hermes read other lines as part of a value"),
        translate("Home", "Repair the quotes in the file, then try again."));
}

QByteArray expanded(const QByteArray &value, const QMap<QByteArray, QByteArray> &known)
{
    static const QRegularExpression variable(u"\\$\\{([^}:]*)(?::-([^}]*))?\\}"_s);
    QString text = QString::fromUtf8(value);
    QString result;
    qsizetype from = 0;
    for (auto it = variable.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        const QByteArray name = match.captured(1).toUtf8();
        result += known.contains(name) ? QString::fromUtf8(known[name]) : match.captured(2);
        from = match.capturedEnd();
    }
    return (result += QStringView(text).mid(from)).toUtf8();
}

} // namespace

Status validateEnv(const QMap<QString, Secret> &values)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!isKey(it.key()))
            return fail(ErrorKind::Invalid,
                translate("Home", "\"%1\" cannot be a setting's name").arg(it.key().left(80)), {},
                translate(
                    "Home", "Use capital letters, digits and _, beginning with a letter, such as OPENAI_API_KEY."));
        if (const QString why = objection(it->reveal()); !why.isEmpty())
            return fail(ErrorKind::Invalid,
                translate("Home", "The value of %1 cannot be written to .env").arg(it.key()), why,
                translate("Home", "Give a value of printable ASCII characters on one line, without ${."));
    }
    return {};
}

Result<QByteArray> mergeEnv(const QByteArray &existing, const QMap<QString, Secret> &values)
{
    HERMES_TRY(validateEnv(values));
    QByteArray merged;
    QSet<QString> written;
    qsizetype copied = 0;
    const auto line
        = [&](const QString &key) -> QByteArray { return key.toLatin1() + '=' + quoted(values[key].reveal()); };
    for (const DotenvEntry &entry : parseDotenv(existing)) {
        const QString key = QString::fromLatin1(entry.key);
        if (!values.contains(key))
            continue;
        merged += existing.mid(copied, entry.begin - copied);
        copied = entry.end;
        if (values[key].isEmpty() || written.contains(key))
            continue;
        merged += line(key) + lineBreakOf(QByteArrayView(existing).sliced(entry.begin, entry.end - entry.begin));
        written.insert(key);
    }
    merged += existing.mid(copied);
    const QByteArray lineBreak = usualLineBreak(existing);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (it->isEmpty() || written.contains(it.key()))
            continue;
        if (!merged.isEmpty() && !merged.endsWith('\n') && !merged.endsWith('\r'))
            merged += lineBreak;
        merged += line(it.key()) + lineBreak;
    }
    HERMES_TRY(readsBack(existing, merged, values));
    return merged;
}

std::optional<QByteArray> envValue(const QByteArray &env, const QString &key)
{
    QMap<QByteArray, QByteArray> known;
    for (const DotenvEntry &entry : parseDotenv(env)) {
        if (entry.broken || entry.key.isEmpty())
            continue;
        if (entry.hasValue)
            known[entry.key] = expanded(entry.value, known);
        else
            known.remove(entry.key);
    }
    const auto found = known.constFind(key.toUtf8());
    return found == known.constEnd() ? std::nullopt : std::optional<QByteArray>(*found);
}

} // namespace hermes::home
