#include "application.h"
#include "backenddoor.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    using namespace hermes;
    cli::system::prepare();
    CancelSource cancel;
    const cli::system::InterruptWatcher watcher([&cancel] { cancel.cancel(); });
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hermes-admin"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HERMES_VERSION));

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    if (arguments.value(0) == cli::doorCommand)
        variables = cli::doorEnvironment(variables);
    const cli::Environment environment = cli::readEnvironment(variables);
    cli::Terminal terminal = cli::Terminal::standard(cancel.token());
    return cli::run(arguments, environment, terminal, cancel.token());
}
