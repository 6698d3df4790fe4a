// The window on the real core: time to its first frame, memory, and how long the UI thread is ever away while a host
// hangs. Each window is a process of its own, this program started again.
#include "appcontroller.h"
#include "fleetbackend.h"
#include "rig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QScopeGuard>
#include <QTimer>

using namespace hermes;
using namespace hermes::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto beat = 5ms;
constexpr auto quietTime = 10s;
constexpr auto hangTime = 40s; // longer than a keepalive takes to notice

FleetOptions optionsIn(const QString &directory, const QString &image)
{
    FleetOptions options;
    options.dataDir = directory;
    options.image = image;
    options.actor.name = u"bench"_s;
    return options;
}

/// A fleet of one host and a few tenants, as an operator has it.
void makeFleet(const Sandbox &host, const QString &directory)
{
    const SystemClock clock;
    SystemRandom random;
    const auto fleet = must(Fleet::open(optionsIn(directory, host.image), clock, random));
    addHost(*fleet, host);
    for (int i = 0; i < 3; ++i) {
        ProvisionRequest request;
        request.name = u"tenant-%1"_s.arg(i);
        must(fleet->provision(request, true, {}, Call::in(120s)));
    }
}

double residentMegabytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// Says what a line of its parent asks for: the longest time between two beats since the last question.
class Heart : public QObject {
public:
    Heart()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_worst = std::max(m_worst, m_last.nsecsElapsed());
            m_last.restart();
        });
        m_last.start();
        m_timer.start(beat);
    }
    double takeWorst() { return double(std::exchange(m_worst, 0)) / 1e6; }

private:
    QTimer m_timer;
    QElapsedTimer m_last;
    qint64 m_worst = 0;
};

void say(const QString &word, double value)
{
    std::printf("%s %.3f\n", qPrintable(word), value);
    std::fflush(stdout);
}

/// The window, in its own process. Tells its first frame and memory, then the heartbeat of a quiet time and of a longer
/// one, in the middle of which its parent stops the host.
int showWindow(int argc, char **argv, const QElapsedTimer &started)
{
    QGuiApplication app(argc, argv);
    const QString directory = app.arguments().value(2);
    const SystemClock clock;
    SystemRandom random;
    desktop::SettingsController settings(directory + u"/desktop.ini"_s, directory);
    desktop::FleetBackend backend(optionsIn(directory, app.arguments().value(3)), clock, random);
    desktop::AppController controller(backend, settings, clock);
    QQuickStyle::setStyle(u"Hermes.Style"_s);
    QQmlApplicationEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    engine.setInitialProperties({{u"app"_s, QVariant::fromValue(&controller)}});
    engine.load(QUrl(u"qrc:/qt/qml/Hermes/Main.qml"_s));
    auto *const window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
    if (!window)
        return 1;
    bool isFirst = true;
    QObject::connect(window, &QQuickWindow::frameSwapped, &app, [&] {
        if (std::exchange(isFirst, false))
            say(u"frame"_s, double(started.nsecsElapsed()) / 1e6);
    });
    controller.start();
    std::unique_ptr<Heart> heart;
    QTimer::singleShot(5s, &app, [&] {
        say(u"memory"_s, residentMegabytes());
        heart = std::make_unique<Heart>();
    });
    QTimer::singleShot(5s + quietTime, &app, [&] { say(u"quiet"_s, heart->takeWorst()); });
    QTimer::singleShot(5s + quietTime + hangTime, &app, [&] {
        say(u"hanging"_s, heart->takeWorst());
        QCoreApplication::quit();
    });
    return QGuiApplication::exec();
}

class Child {
public:
    Child(const QString &directory, const QString &image)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {u"--window"_s, directory, image});
    }
    ~Child()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The value that the child says under this word.
    double read(const QByteArray &word)
    {
        const Deadline deadline = Deadline::in(90s);
        while (!deadline.expired()) {
            while (m_process.canReadLine()) {
                const auto said = m_process.readLine().trimmed().split(' ');
                if (said.first() == word)
                    return said.last().toDouble();
            }
            if (!m_process.waitForReadyRead(1000) && m_process.state() == QProcess::NotRunning)
                break;
        }
        stop(u"the window said no "_s + QString::fromLatin1(word));
    }

private:
    QProcess m_process;
};

/// A program of its own ends with nothing left on the host.
void cleanUp(const Sandbox &host)
{
    const Program cleaned(host);
}

void hostDocker(const QStringList &arguments)
{
    if (QProcess::execute(u"docker"_s, arguments) != 0)
        stop(u"docker "_s + arguments.join(u' ') + u" failed"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer started;
    started.start();
    if (argc > 1 && qstrcmp(argv[1], "--window") == 0)
        return showWindow(argc, argv, started);
    const QCoreApplication app(argc, argv);
    const Sandbox host = sandbox();
    cleanUp(host);
    const auto cleaned = qScopeGuard([&] { cleanUp(host); });
    const QTemporaryDir directory;
    makeFleet(host, directory.path());
    Series frames;
    Series memory;
    for (int i = 0; i < 5; ++i) {
        Child window(directory.path(), host.image);
        frames.add(window.read("frame"));
        memory.add(window.read("memory"));
    }
    report(u"window to first frame"_s, ms(frames.median()));
    report(u"resident memory 5 s later"_s, u"%1 MB"_s.arg(memory.median(), 0, 'f', 0));
    Child window(directory.path(), host.image);
    const double quiet = window.read("quiet");
    hostDocker({u"pause"_s, host.box});
    const double hanging = window.read("hanging");
    hostDocker({u"unpause"_s, host.box});
    report(u"UI heartbeat, worst gap in 10 s, all well"_s, ms(quiet));
    report(u"UI heartbeat, worst gap in 40 s while the host hangs"_s, ms(hanging), u"< 50 ms"_s, hanging < 50);
    return 0;
}
