/** The most usual first names in Sweden, by which a name in a title is recognised: what is missed is only not advised on. */
// prettier-ignore
export const FIRST_NAMES: ReadonlySet<string> = new Set([
  'Adam', 'Agneta', 'Ahmed', 'Alexander', 'Ali', 'Alice', 'Anders', 'Andreas', 'Anita', 'Ann', 'Anna', 'Anneli', 'Annette', 'Annika',
  'Anton', 'Arne', 'Axel', 'Barbro', 'Bengt', 'Berit', 'Bertil', 'Birgitta', 'Bo', 'Britt', 'Camilla', 'Carina', 'Carl', 'Caroline',
  'Cecilia', 'Charlotte', 'Christer', 'Christian', 'Christina', 'Christoffer', 'Claes', 'Dan', 'Daniel', 'David', 'Ebba', 'Elin',
  'Elisabeth', 'Ella', 'Elsa', 'Emelie', 'Emil', 'Emma', 'Eric', 'Erik', 'Erika', 'Eva', 'Fatima', 'Filip', 'Fredrik', 'Frida',
  'Gabriel', 'Gun', 'Gunilla', 'Gunnar', 'Gustav', 'Göran', 'Hanna', 'Hans', 'Hassan', 'Helen', 'Helena', 'Henrik', 'Hugo', 'Håkan',
  'Ida', 'Inger', 'Ingrid', 'Irene', 'Isak', 'Jan', 'Jenny', 'Jens', 'Jesper', 'Jessica', 'Joakim', 'Johan', 'Johanna', 'John', 'Jonas',
  'Josef', 'Josefin', 'Julia', 'Karin', 'Karl', 'Kenneth', 'Kent', 'Kerstin', 'Kjell', 'Klara', 'Kristina', 'Lars', 'Leif', 'Lena',
  'Lennart', 'Leo', 'Liam', 'Lilly', 'Linda', 'Linnea', 'Linnéa', 'Linus', 'Lisa', 'Louise', 'Lovisa', 'Lucas', 'Ludvig', 'Magnus',
  'Maja', 'Malin', 'Marcus', 'Margareta', 'Maria', 'Marianne', 'Marie', 'Markus', 'Martin', 'Matilda', 'Mats', 'Mattias', 'Max', 'Mikael',
  'Mohamed', 'Monica', 'Niklas', 'Nils', 'Nina', 'Noah', 'Olof', 'Olle', 'Oscar', 'Oskar', 'Patrik', 'Per', 'Pernilla', 'Peter', 'Petra',
  'Pia', 'Pontus', 'Rasmus', 'Rebecka', 'Rickard', 'Robert', 'Robin', 'Roger', 'Roland', 'Rolf', 'Saga', 'Samuel', 'Sandra', 'Sara',
  'Sebastian', 'Simon', 'Siv', 'Sofia', 'Sofie', 'Sonja', 'Stefan', 'Sten', 'Stig', 'Susanne', 'Svante', 'Sven', 'Therese', 'Thomas',
  'Tobias', 'Tomas', 'Tommy', 'Torbjörn', 'Tove', 'Ulf', 'Ulla', 'Ulrika', 'Viktor', 'Viktoria', 'Vilma', 'William', 'Yvonne', 'Åke',
  'Åsa', 'Örjan',
]);
