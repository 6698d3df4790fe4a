#include "home.h"

#include <QSet>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 63;

QString rule()
{
    return translate("Home",
        "Use 1 to 63 lower-case letters, digits, - and _, beginning with a letter or a digit, such as alice-01.");
}

tl::unexpected<Error> refused(const QString &name, const QString &why)
{
    QString shown = name.size() > 40 ? name.left(40) + QChar(0x2026) : name;
    for (QChar &c : shown)
        c = c.isPrint() || c.isSurrogate() ? c : QChar(u'?'); // it goes to a terminal
    return fail(ErrorKind::Invalid, translate("Home", "\"%1\" cannot be a tenant's name").arg(shown), why, rule());
}

bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

bool isHermesSubcommand(const QString &word)
{
    // Refused as a profile name by Hermes 0.13.0 itself (hermes_cli/profiles.py), then the other top-level commands of
    // 0.13.0 to 0.16 (`hermes --help`, reference/cli-commands of its documentation).
    static const QSet<QString> words = [] {
        const auto list
            = u"chat model gateway setup whatsapp login logout status cron doctor dump config pairing skills tools "
              "mcp sessions insights version update uninstall profile plugins honcho acp "
              "dashboard auth fallback slack send webhook kanban hooks debug backup checkpoints import export "
              "curator memory claw completion logs secrets migrate proxy lsp portal security bundles desktop "
              "gui serve project computer-use prompt-size"_s.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

Status validateTenantName(const QString &name)
{
    if (name.isEmpty())
        return fail(ErrorKind::Invalid, translate("Home", "The tenant has no name"), {}, rule());
    if (name.size() > longestName)
        return refused(name, translate("Home", "it has %1 characters, 63 are possible").arg(name.size()));
    for (const QChar c : name) {
        if (c.isUpper())
            return refused(name, translate("Home", "it has a capital letter"));
        if (c.unicode() > 0x7f)
            return refused(name, translate("Home", "it has a character outside ASCII"));
        if (c.isSpace() || !c.isPrint())
            return refused(name, translate("Home", "it has a space or a control character"));
        if (!isLower(c) && !isDigit(c) && c != u'-' && c != u'_')
            return refused(name, translate("Home", "the character %1 is not allowed").arg(c));
    }
    if (!isLower(name.front()) && !isDigit(name.front()))
        return refused(name, translate("Home", "it begins with %1").arg(name.front()));
    if (name == "default"_L1)
        return refused(name, translate("Home", "Hermes uses this name for its own profile"));
    if (isHermesSubcommand(name))
        return refused(name, translate("Home", "Hermes uses this word as a command"));
    return {};
}

} // namespace hermes::home
