#pragma once

#include "session.h"

#include <CLI/CLI.hpp>

/// One function for each group of commands: adds them to the tree, so that a parsed one leaves its Action behind.
namespace hermes::cli {

/// What the parser fills.
struct Parsed {
    GlobalOptions options;
    Action action;
    QStringList command; ///< what stood after `--`
};

void addHostCommands(CLI::App &root, Parsed &parsed);
/// `trust` in the group `host`.
void addHostSet(CLI::App &group, Parsed &parsed);
/// `install-cli` in the group `host`.
void addHostInstallCli(CLI::App &group, Parsed &parsed);
void addHostTrust(CLI::App &group, Parsed &parsed);
void addRegistryCommands(CLI::App &root, Parsed &parsed);
void addTenantCommands(CLI::App &root, Parsed &parsed);
void addUpgradeCommands(CLI::App &root, Parsed &parsed);
/// `migrate`, and `drain` in the group `host`.
void addMigrateCommands(CLI::App &root, Parsed &parsed);
/// `backup` and `restore`.
void addBackupCommands(CLI::App &root, Parsed &parsed);
void addAdoptCommand(CLI::App &root, Parsed &parsed);
void addChangeCommands(CLI::App &root, Parsed &parsed);
void addBindCommands(CLI::App &root, Parsed &parsed);
void addLogCommands(CLI::App &root, Parsed &parsed);
void addDoctorCommand(CLI::App &root, Parsed &parsed);
void addFsckCommand(CLI::App &root, Parsed &parsed);
/// `handoff` in the group `order`.
void addOrderHandOff(CLI::App &group, Parsed &parsed);
/// `order`: list, show, recover.
void addOrderCommands(CLI::App &root, Parsed &parsed);
/// `provision` of an order that the platform shows as paid, and `order status`: what its backend is told.
[[nodiscard]] Result<int> serveOrder(const std::string &id, bool wait, Session &session);
[[nodiscard]] Result<int> orderStatus(const std::string &id, Session &session);
/// Hands the digits that the phone shows to the login of whom it is for.
[[nodiscard]] Result<int> verifyOrder(const std::string &id, const std::string &digits, Session &session);
/// An order's id is the platform's: up to 64 characters and nothing that a terminal would obey.
[[nodiscard]] Status checkOrderId(const QString &id);
void addAuditCommand(CLI::App &root, Parsed &parsed);
/// `worker` and `metrics`.
void addWorkerCommands(CLI::App &root, Parsed &parsed);
/// Names that CLI.md reserves: they say that they are not available yet.
void addReservedCommands(CLI::App &root, Parsed &parsed);

/// A subcommand that takes the options of every command. `run` gets what was parsed into `options`.
CLI::App *addCommand(CLI::App &parent, Parsed &parsed, const std::string &name, const std::string &help, Action action);

[[nodiscard]] inline QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Asks for `word` to be typed before `what` is done (`--yes`: not asked). Errors: Invalid without a terminal;
/// Cancelled where something else was typed.
[[nodiscard]] Status confirmByTyping(Session &session, const QString &what, const QString &word);
/// Prints what would be done, and is what the command returns.
[[nodiscard]] Result<int> printPlan(Session &session, const QList<PlanStep> &steps);
/// Prints checks as a document of `name`, `ok` and `checks`, or as lines.
void printChecks(Session &session, const QString &name, const QList<Check> &checks);
[[nodiscard]] bool allGood(const QList<Check> &checks);

} // namespace hermes::cli
