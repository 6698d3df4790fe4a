#include <QQmlEngine>
#include <QQuickStyle>
#include <QtQuickTest/quicktest.h>

/// Gives the tests the window's own style and modules.
class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { QQuickStyle::setStyle(QStringLiteral("Hermes.Style")); }
    void qmlEngineAvailable(QQmlEngine *engine) { engine->addImportPath(QStringLiteral(":/qt/qml")); }
};

QUICK_TEST_MAIN_WITH_SETUP(components, Setup)

#include "components.moc"
