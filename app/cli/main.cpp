#include "application.h"

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

    const cli::Environment environment = cli::readEnvironment(QProcessEnvironment::systemEnvironment());
    cli::Terminal terminal = cli::Terminal::standard(cancel.token());
    return cli::run(QCoreApplication::arguments().mid(1), environment, terminal, cancel.token());
}
