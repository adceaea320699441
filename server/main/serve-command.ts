/** The product alone, from its environment: what images and tests start. */
import { serve } from './serve.ts';

serve(process.env);
