// Loads every global style in its order: printed theme variables, Mantine's components, then our own.
import 'virtual:theme-variables.css';
import './mantine-styles.ts';
import './theme.css';
