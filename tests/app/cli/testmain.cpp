#include <QCoreApplication>
#include <gtest/gtest.h>

/// GoogleTest under a QCoreApplication, as the program runs: Qt's threads deliver nothing without one.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
