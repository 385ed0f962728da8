import SQLite

extension OrderingMigrations {
    /// A number of a block that the settings site gets in any way is given from then on, and not free to be ordered; one that waits for an
    /// order or a code, or has ended not long ago, it does not get. A migration that makes phone_number anew has to make its two triggers
    /// anew. What is put into number_to_give is taken out of the run that it is in, which leaves none, one or two, and stays there for no
    /// longer than that.
    static let settingsNumbers = Migration(
        name: "settings numbers",
        sql: """
            CREATE TABLE number_to_give (number INTEGER PRIMARY KEY) STRICT;
            CREATE TRIGGER number_to_give_given AFTER INSERT ON number_to_give
            BEGIN
                INSERT INTO number_taken (number, state)
                    SELECT NEW.number, 'given' FROM number_free_run
                    WHERE first = (SELECT max(first) FROM number_free_run WHERE first <= NEW.number)
                        AND first + count > NEW.number;
                INSERT INTO number_free_run (first, count, size, area)
                    SELECT NEW.number + 1, first + count - NEW.number - 1, min(first + count - NEW.number - 1, 2000), area
                    FROM number_free_run
                    WHERE first = (SELECT max(first) FROM number_free_run WHERE first <= NEW.number)
                        AND first + count > NEW.number + 1;
                UPDATE number_free_run SET count = NEW.number - first, size = min(NEW.number - first, 2000)
                    WHERE first = (SELECT max(first) FROM number_free_run WHERE first <= NEW.number)
                        AND first < NEW.number AND first + count > NEW.number;
                DELETE FROM number_free_run WHERE first = NEW.number;
                DELETE FROM number_to_give WHERE number = NEW.number;
            END;
            INSERT INTO number_to_give SELECT CAST(number AS INTEGER) FROM phone_number;
            CREATE TRIGGER number_of_settings_not_free BEFORE INSERT ON phone_number
            WHEN EXISTS (
                SELECT 1 FROM number_taken WHERE number = CAST(NEW.number AS INTEGER) AND state <> 'given')
            BEGIN
                SELECT RAISE(ABORT, 'a number waits for an order or a code, or has ended not long ago');
            END;
            CREATE TRIGGER number_of_settings_given AFTER INSERT ON phone_number
            BEGIN
                INSERT INTO number_to_give VALUES (CAST(NEW.number AS INTEGER));
            END;
            """)
}
