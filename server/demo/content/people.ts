/** The sixty people of Nordhavn Logistics. The first four are the sign-ins that the start screen names. */
import type { DemoPerson } from './content.types.ts';

export const demoOrganization = 'Nordhavn Logistics';
export const demoDomain = 'demo.test';
export const demoPassword = 'Lyceum-demo-1';

/** What everyone in a department shares unless they say otherwise. */
const team = (department: string, location: string, manager: string, people: TeamMember[]): DemoPerson[] =>
  people.map((person) => ({ department, location, manager, ...person }));

type TeamMember = Omit<DemoPerson, 'department' | 'location'> & { location?: string };

const cast: DemoPerson[] = [
  {
    login: 'admin',
    name: 'Ingrid Vestergaard',
    roles: ['admin', 'learner'],
    department: 'People and training',
    position: 'Training manager',
    location: 'Aarhus, head office',
    manager: 'astrid.nordahl',
    bio: 'I see to it that training is something people come out of with more than a tick. Before that: twelve years in dispatch.',
    time_zone: 'Europe/Copenhagen',
    phone_number: '+45 86 12 40 10',
  },
  {
    login: 'manager',
    name: 'Henrik Dahl',
    roles: ['manager', 'learner'],
    department: 'Warehouse Aarhus',
    position: 'Warehouse manager',
    location: 'Aarhus, Hall B',
    manager: 'astrid.nordahl',
    bio: 'Hall B and the docks. Twelve people, six trucks, one coffee machine that works.',
    time_zone: 'Europe/Copenhagen',
    phone_number: '+45 86 12 40 20',
  },
  {
    login: 'trainer',
    name: 'Marta Nowak',
    roles: ['trainer', 'learner'],
    department: 'People and training',
    position: 'Driving instructor',
    location: 'Aarhus, Hall B',
    manager: 'admin',
    bio: 'I have taught people to drive forklifts since 2009, in Gdańsk first and in Aarhus since 2015. Ask me anything about load plates.',
    time_zone: 'Europe/Copenhagen',
    skills: ['Forklift', 'Load securing', 'First aid'],
  },
  {
    login: 'learner',
    name: 'Sofie Kjær',
    department: 'Warehouse Aarhus',
    position: 'Warehouse assistant',
    location: 'Aarhus, Dock 4',
    manager: 'manager',
    bio: 'Dock 4, early shift. Learning to drive the reach truck next.',
    time_zone: 'Europe/Copenhagen',
    skills: ['Receiving', 'Pallet truck'],
  },
];

const headOffice: DemoPerson[] = [
  {
    login: 'astrid.nordahl',
    name: 'Astrid Nordahl',
    roles: ['manager', 'learner'],
    department: 'Management',
    position: 'Managing director',
    location: 'Aarhus, head office',
    bio: 'Started here as a picker in 1998.',
  },
  ...team('People and training', 'Aarhus, head office', 'admin', [
    {
      login: 'piotr.zielinski',
      name: 'Piotr Zieliński',
      roles: ['trainer', 'learner'],
      position: 'Safety instructor',
      bio: 'Fire, first aid and backs. If something can fall, I have a slide about it.',
    },
    {
      login: 'anneliese.gross',
      name: 'Anneliese Groß',
      roles: ['trainer', 'learner'],
      position: 'Leadership trainer',
      location: 'Hamburg',
      time_zone: 'Europe/Berlin',
      language: 'de',
    },
    { login: 'kasper.lindqvist', name: 'Kasper Lindqvist', position: 'HR partner' },
    {
      login: 'layla.mansour',
      name: 'Layla Mansour',
      position: 'HR partner',
      bio: 'أتحدث العربية والإنجليزية والدنماركية. I speak Arabic, English and Danish.',
    },
  ]),
  ...team('IT and data', 'Aarhus, head office', 'jakob.birk', [
    {
      login: 'jakob.birk',
      name: 'Jakob Birk',
      roles: ['manager', 'learner'],
      position: 'Head of IT',
      manager: 'astrid.nordahl',
    },
    {
      login: 'sabine.krueger',
      name: 'Sabine Krüger',
      roles: ['trainer', 'learner'],
      position: 'Privacy and security officer',
      location: 'Hamburg',
      time_zone: 'Europe/Berlin',
      language: 'de',
    },
    { login: 'emre.yildiz', name: 'Emre Yıldız', position: 'Systems engineer' },
    { login: 'nguyen.thu.ha', name: 'Nguyễn Thu Hà', position: 'Support specialist', location: 'Odense' },
  ]),
  ...team('Finance', 'Aarhus, head office', 'birgitte.holst', [
    {
      login: 'birgitte.holst',
      name: 'Birgitte Holst',
      roles: ['manager', 'learner'],
      position: 'Head of finance',
      manager: 'astrid.nordahl',
    },
    {
      login: 'juergen.hoffmann',
      name: 'Jürgen Hoffmann',
      position: 'Accountant',
      location: 'Hamburg',
      language: 'de',
    },
    { login: 'malgorzata.jablonska', name: 'Małgorzata Jabłońska', position: 'Payroll specialist' },
    { login: 'priya.raman', name: 'Priya Raman', position: 'Controller' },
  ]),
];

const warehouseAarhus = team('Warehouse Aarhus', 'Aarhus, Hall B', 'manager', [
  { login: 'mikkel.strand', name: 'Mikkel Strand', position: 'Forklift driver', location: 'Aarhus, Dock 4' },
  { login: 'aleksandra.wisniewska', name: 'Aleksandra Wiśniewska', position: 'Order picker' },
  { login: 'jens.frederiksen', name: 'Jens Frederiksen', position: 'Shift lead' },
  { login: 'omar.haddad', name: 'Omar Haddad', position: 'Forklift driver', location: 'Aarhus, Dock 2' },
  { login: 'freja.lund', name: 'Freja Lund', position: 'Order picker' },
  {
    login: 'tomasz.kowalczyk',
    name: 'Tomasz Kowalczyk',
    position: 'Reach truck driver',
    location: 'Aarhus, Hall C',
  },
  { login: 'emil.brandt', name: 'Emil Brandt', position: 'Warehouse assistant', location: 'Aarhus, Dock 4' },
  {
    login: 'nadia.rahmani',
    name: 'Nadia Rahmani',
    position: 'Returns specialist',
    location: 'Aarhus, Hall A',
  },
  { login: 'lars.holm', name: 'Lars Holm', position: 'Forklift driver', location: 'Aarhus, Dock 1' },
  { login: 'ida.mortensen', name: 'Ida Mortensen', position: 'Receiving clerk', location: 'Aarhus, Dock 1' },
  { login: 'viktor.soerensen', name: 'Viktor Sørensen', position: 'Order picker' },
]);

const warehouseOdense = team('Warehouse Odense', 'Odense, Yard 2', 'katrin.schaefer', [
  {
    login: 'katrin.schaefer',
    name: 'Katrin Schäfer',
    roles: ['manager', 'trainer', 'learner'],
    position: 'Warehouse manager',
    manager: 'astrid.nordahl',
    bio: 'Inventory is my hobby. My family knows.',
  },
  { login: 'soeren.vinther', name: 'Søren Vinther', position: 'Shift lead' },
  { login: 'ayse.demir', name: 'Ayşe Demir', position: 'Shift lead' },
  { login: 'grzegorz.wojcik', name: 'Grzegorz Wójcik', position: 'Forklift driver' },
  { login: 'mette.rasmussen', name: 'Mette Rasmussen', position: 'Order picker' },
  { login: 'yusuf.alamin', name: 'Yusuf Al-Amin', position: 'Forklift driver' },
  { login: 'elena.marinescu', name: 'Elena Marinescu', position: 'Packer' },
  { login: 'chidi.okafor', name: 'Chidi Okafor', position: 'Order picker' },
  { login: 'rasmus.bak', name: 'Rasmus Bak', position: 'Warehouse assistant' },
  { login: 'oksana.bondarenko', name: 'Oksana Bondarenko', position: 'Receiving clerk' },
  { login: 'lukasz.szymanski', name: 'Łukasz Szymański', position: 'Reach truck driver' },
]);

const transport = team('Transport', 'Aarhus, gate 7', 'juhani.koskinen', [
  {
    login: 'juhani.koskinen',
    name: 'Juhani Koskinen',
    roles: ['manager', 'trainer', 'learner'],
    position: 'Head of transport',
    manager: 'astrid.nordahl',
    bio: 'A million kilometres, three of them sideways.',
    time_zone: 'Europe/Helsinki',
  },
  { login: 'samir.khoury', name: 'Samir Khoury', position: 'Lorry driver' },
  { login: 'burak.sahin', name: 'Burak Şahin', position: 'Lorry driver' },
  { login: 'pernille.thomsen', name: 'Pernille Thomsen', position: 'Dispatcher' },
  {
    login: 'marek.dabrowski',
    name: 'Marek Dąbrowski',
    position: 'Lorry driver',
    location: 'Gdańsk',
    time_zone: 'Europe/Warsaw',
    language: 'pl',
  },
  { login: 'siobhan.byrne', name: 'Siobhán Byrne', position: 'Dispatcher' },
  { login: 'mateus.carvalho', name: 'Mateus Carvalho', position: 'Lorry driver' },
  { login: 'anders.kjeldsen', name: 'Anders Kjeldsen', position: 'Lorry driver' },
  {
    login: 'lukas.weber',
    name: 'Lukas Weber',
    position: 'Lorry driver',
    location: 'Hamburg',
    time_zone: 'Europe/Berlin',
    language: 'de',
  },
]);

const customerService = team('Customer service', 'Aarhus, head office', 'camilla.juhl', [
  {
    login: 'camilla.juhl',
    name: 'Camilla Juhl',
    roles: ['manager', 'learner'],
    position: 'Head of customer service',
    manager: 'astrid.nordahl',
  },
  { login: 'deniz.kaya', name: 'Deniz Kaya', position: 'Customer adviser' },
  { login: 'katarzyna.lewandowska', name: 'Katarzyna Lewandowska', position: 'Customer adviser' },
  { login: 'giulia.ferraro', name: 'Giulia Ferraro', position: 'Claims specialist' },
  { login: 'amal.darwish', name: 'Amal Darwish', position: 'Customer adviser', location: 'Odense' },
  { login: 'nikolaj.friis', name: 'Nikolaj Friis', position: 'Key account manager' },
]);

const workshop = team('Workshop', 'Aarhus, workshop', 'gunnar.ek', [
  {
    login: 'gunnar.ek',
    name: 'Gunnar Ek',
    roles: ['manager', 'learner'],
    position: 'Head of workshop',
    manager: 'astrid.nordahl',
  },
  { login: 'hana.novakova', name: 'Hana Nováková', position: 'Truck technician' },
  { login: 'ole.damgaard', name: 'Ole Damgaard', position: 'Truck technician' },
  { login: 'zanele.dlamini', name: 'Zanele Dlamini', position: 'Electrician' },
  { login: 'mehmet.aydin', name: 'Mehmet Aydın', position: 'Apprentice', location: 'Odense' },
  { login: 'bent.kristoffersen', name: 'Bent Kristoffersen', position: 'Facility technician' },
]);

export const demoPeople: readonly DemoPerson[] = [
  ...cast,
  ...headOffice,
  ...warehouseAarhus,
  ...warehouseOdense,
  ...transport,
  ...customerService,
  ...workshop,
];

export const addressOf = (login: string): string => `${login}@${demoDomain}`;
