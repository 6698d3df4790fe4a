#include "commands.h"

namespace hermes::cli {

Status confirmByTyping(Session &session, const QString &what, const QString &word)
{
    if (session.options().yes)
        return {};
    if (!session.terminal().canAsk())
        return fail(ErrorKind::Invalid, what + QStringLiteral(" That needs a yes, and there is no terminal to ask on."),
            {}, QStringLiteral("Add --yes."));
    HERMES_ASSIGN(
        const QString typed, session.terminal().ask(what + QStringLiteral(" Type '%1' to go on: ").arg(word)));
    if (typed != word)
        return fail(ErrorKind::Cancelled, QStringLiteral("'%1' was not typed; nothing was done.").arg(word));
    return {};
}

} // namespace hermes::cli
