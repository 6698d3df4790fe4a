#include <QGuiApplication>
#include <QQuickStyle>
#include <gtest/gtest.h>

/// GoogleTest under a QGuiApplication without a screen, in one time zone.
int main(int argc, char **argv)
{
    qputenv("TZ", "Asia/Shanghai");
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QQuickStyle::setStyle(QStringLiteral("Hermes.Style"));
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
