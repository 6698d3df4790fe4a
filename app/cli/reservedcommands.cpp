#include "commands.h"

namespace hermes::cli {

namespace {

void addReserved(CLI::App &parent, Parsed &parsed, const std::string &name, const QString &shown)
{
    addCommand(parent, parsed, name, "Not available yet",
        [shown](Session &) -> Result<int> {
            return fail(ErrorKind::Invalid, QStringLiteral("`%1` is not available yet.").arg(shown), {},
                QStringLiteral("`hermes-admin --help` lists what is."));
        })
        ->group("") // not in the help
        ->allow_extras();
}

} // namespace

void addReservedCommands(CLI::App &root, Parsed &parsed)
{
    for (const char *name : {"config", "pairing"})
        addReserved(root, parsed, name, QString::fromLatin1(name));
    for (const char *name : {"import", "services"})
        addReserved(*root.get_subcommand("host"), parsed, name, QStringLiteral("host ") + QString::fromLatin1(name));
}

} // namespace hermes::cli
